import type { GateSettings } from '@hearth/shared/held/entity';
import { FLOOD_MINUTES, usualGates } from '@hearth/shared/held/policy';
import { KeptRead } from '../../platform/kept-read.ts';
import type { Resource, Services } from '../../services.ts';
import { findGates, putFlood, readFloods, readPaused, type FloodRecord } from './gate-store.ts';

/** How long another server's change may go unnoticed. */
const KEPT_MS = 2_000;

/** What holds at this moment. */
export interface Gates {
  readonly settings: GateSettings;
  /** Boards on which people who are new write very much, and until when that is said of them. */
  readonly floods: ReadonlyMap<string, Date>;
  /** People who are new and were reported by several. */
  readonly paused: ReadonlySet<string>;
}

async function readGates(): Promise<Gates> {
  const [record, floods, paused] = await Promise.all([findGates(), readFloods(), readPaused()]);
  // What was set before there was one of them has not said anything of it.
  const { firstPosts, linksOfNew, linksOfMembers, flood, hideAt, pauseAt } = { ...usualGates, ...record };
  return {
    settings: { firstPosts, linksOfNew, linksOfMembers, flood, hideAt, pauseAt },
    floods: new Map(floods.map(({ _id, endsAt }: FloodRecord) => [_id, endsAt])),
    paused: new Set(pauseAt > 0 ? paused : []),
  };
}

/** Asked for every post, and seldom changed. */
const keptGates: Resource<KeptRead<Gates>> = { open: () => new KeptRead(readGates, KEPT_MS) };

export async function currentGates(services: Pick<Services, 'use'>): Promise<Gates> {
  return services.use(keptGates).current();
}

/** For the server that has changed something itself. */
export function forgetGates(services: Pick<Services, 'use'>): void {
  services.use(keptGates).forget();
}

const MINUTE_MS = 60_000;

/** From now on what people write there who are new waits, for a while. */
export async function beginFlood(services: Pick<Services, 'use' | 'clock'>, boardId: string): Promise<void> {
  await putFlood(boardId, new Date(services.clock.now().getTime() + FLOOD_MINUTES * MINUTE_MS));
  forgetGates(services);
}
