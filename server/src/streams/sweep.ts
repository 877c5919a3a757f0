import type { Logger } from 'pino';
import { kindOf } from '../kinds.ts';
import type { Clock } from '../platform/clock.ts';
import { failPoint } from '../platform/fail-point.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Bell } from './bell.ts';
import type { Chores } from './chores.ts';
import { applyMissing } from './commit.ts';
import { idOf, type EventRecord } from './kind.ts';
import { readUnfinished } from './store.ts';

/** Younger events are still being dealt with by the process that committed them. */
const PATIENCE_MS = 3_000;
const EVERY_MS = 5_000;
const AT_ONCE = 200;

interface Parts {
  readonly bell: Bell;
  readonly chores: Chores;
  /** Scores whose announcement a crash swallowed. */
  readonly scores: { recount(): Promise<void> };
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'swept'>;
}

/** What one run came upon. */
interface Swept {
  /** Events that somebody left undone. */
  readonly events: number;
  /** Streams that could not be finished and are tried again the next time. */
  readonly failed: ReadonlySet<string>;
}

/** Picks up what a process that died left undone: applies it, then runs the consumers that are still named. */
export async function sweepOnce(
  { bell, chores, clock, log }: Omit<Parts, 'scores' | 'metrics'>,
  patience = PATIENCE_MS,
  except: ReadonlySet<string> = new Set(),
): Promise<Swept> {
  const failed = new Set<string>();
  const unfinished = await readUnfinished(new Date(clock.now().getTime() - patience), AT_ONCE, except);
  const byStream = Map.groupBy(unfinished, (event) => event.stream);
  for (const [stream, events] of byStream) {
    try {
      if (!(await finish(stream, events, bell, chores))) failed.add(stream);
    } catch (error) {
      failed.add(stream);
      log.error({ error, stream }, 'the sweep could not finish a stream and tries again');
    }
  }
  return { events: unfinished.length, failed };
}

/** Until nothing old enough is left but what cannot be finished. */
async function sweepAll(parts: Omit<Parts, 'scores' | 'metrics'>, patience?: number): Promise<Swept> {
  let events = 0;
  const failed = new Set<string>();
  for (;;) {
    const swept = await sweepOnce(parts, patience, failed);
    events += swept.events;
    for (const stream of swept.failed) failed.add(stream);
    if (swept.events < AT_ONCE) return { events, failed };
  }
}

async function finish(stream: string, events: readonly EventRecord[], bell: Bell, chores: Chores): Promise<boolean> {
  const kind = kindOf(stream);
  const root = await kind.findRoot(idOf(stream));
  await applyMissing(bell, kind, idOf(stream), root?.seq ?? 0);
  failPoint('swept');
  return chores.finish(events);
}

/** Sweeps at start and then every few seconds until it is stopped. */
export function startSweep(parts: Parts): { stop: () => Promise<void> } {
  let running = Promise.resolve();
  const run = (patience?: number) => {
    running = running
      .then(async () => {
        const { events, failed } = await sweepAll(parts, patience);
        await parts.scores.recount();
        parts.metrics.swept(failed.size === 0 ? 'ok' : 'failed', events);
      })
      .catch((error: unknown) => {
        parts.metrics.swept('failed', 0);
        parts.log.error({ error }, 'the sweep failed and tries again');
      });
  };
  run(0);
  const timer = setInterval(() => run(), EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
