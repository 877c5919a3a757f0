import { readersOf, type BoardReadership } from '@hearth/shared/boards/policy';
import type { getReadership } from '@hearth/shared/boards/queries';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type { QueryContext } from '../../request/context.ts';
import type { Resource, Services } from '../../services.ts';
import { countAmong, type Counted } from '../accounts/access.ts';
import { knownGroups } from '../groups/access.ts';
import { requireBoard } from './access.ts';
import { accessOf } from './openings.ts';

/** So long a number may be out of date by accounts that were opened or closed; rights and groups that change are known at once. */
const KEPT_MS = 5_000;

interface Kept {
  readonly counted: Promise<Counted>;
  readonly at: number;
}

/** How many people there are among whoever may read a board: counted once for all composers that ask. */
class Readerships {
  readonly #services: Services;
  readonly #kept = new Map<string, Kept>();

  constructor(services: Services) {
    this.#services = services;
  }

  count(among: BoardReadership): Promise<Counted> {
    const key = JSON.stringify([among.circle, among.groups.toSorted(), among.admins.toSorted()]);
    const kept = this.#kept.get(key);
    if (kept && performance.now() - kept.at < KEPT_MS) return kept.counted;
    const counted = countAmong(among, this.#services.isDemo);
    const now = { counted, at: performance.now() };
    this.#kept.set(key, now);
    counted.catch(() => {
      if (this.#kept.get(key) === now) this.#kept.delete(key);
    });
    return counted;
  }

  forget(): void {
    this.#kept.clear();
  }
}

const readerships: Resource<Readerships> = {
  open(services) {
    const opened = new Readerships(services);
    services.streams.pubSub.subscribe((message) => message.kind === 'access' && opened.forget());
    return opened;
  },
};

type Get = typeof getReadership;

export async function readership(context: QueryContext, { boardId }: InputOf<Get>): Promise<OutputOf<Get>> {
  const { services } = context;
  const among = readersOf(accessOf(await requireBoard(context, boardId), services.clock.now()));
  const { circle, admins } = among;
  if (circle === 'everyone') return { circle, people: null, district: 0, opened: 0, groups: [], others: false };
  const [{ people, district }, opened, known] = await Promise.all([
    services.use(readerships).count(among),
    admins.length > 0 ? services.use(readerships).count({ circle: 'nobody', groups: [], admins }) : null,
    knownGroups(context, among.groups),
  ]);
  const groups = among.groups.flatMap((id) => known.get(id)?.name ?? []);
  return { circle, people, district, opened: opened?.people ?? 0, groups, others: groups.length < among.groups.length };
}
