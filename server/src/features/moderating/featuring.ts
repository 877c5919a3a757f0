import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { isStaff } from '@hearth/shared/kernel/access';
import { commonError } from '@hearth/shared/kernel/errors';
import type { featureThread } from '@hearth/shared/moderating/commands';
import { moderatingError } from '@hearth/shared/moderating/errors';
import { moderatingLimits } from '@hearth/shared/moderating/limits';
import type { listFeatured } from '@hearth/shared/moderating/queries';
import { personIdOf, type Context, type QueryContext } from '../../request/context.ts';
import { presentBoard, readableBoards } from '../boards/access.ts';
import { mutedAmong } from '../follows/access.ts';
import { changeThread, presentThread, readFeatured, type ThreadRecord } from '../threads/access.ts';
import { shownReadNos } from '../unread/access.ts';

type Feature = typeof featureThread;
type Featured = OutputOf<typeof listFeatured>;

/** Whoever moderates one board through a group does not speak for the network. */
export async function feature(context: Context, { threadId, until }: InputOf<Feature>): Promise<OutputOf<Feature>> {
  const now = context.services.clock.now();
  const featuredUntil = until === null ? null : new Date(until);
  const thread = await changeThread(context, threadId, async (held) => {
    if (!isStaff(context.actor)) throw commonError('not-allowed');
    if (!featuredUntil && !featuredUntilOf(held, now)) throw moderatingError('already-so');
    if (featuredUntil && featuredUntil <= now) throw commonError('invalid-input', { fields: { until: 'too-small' } });
    return { featuredUntil, featuredAt: featuredUntil && now };
  });
  return { thread, featuredUntil: featuredUntil?.toISOString() ?? null };
}

/** Nothing takes it down when its day is over: it is looked at with the time. */
export function featuredUntilOf({ featuredUntil = null }: ThreadRecord, now: Date): Date | null {
  return featuredUntil && featuredUntil > now ? featuredUntil : null;
}

export async function list(context: QueryContext): Promise<Featured> {
  const all = await readFeatured(context.services.clock.now());
  if (all.length === 0) return [];
  const boards = new Map((await readableBoards(context)).map((board) => [board._id, board]));
  const readable = all.filter(({ boardId }) => boards.has(boardId));
  const muted = await mutedIn(context, readable);
  const shown = readable
    .filter(({ _id }) => !muted.has(_id))
    .sort((a, b) => sinceOf(b) - sinceOf(a))
    .slice(0, moderatingLimits.featured);
  const read: Readonly<Record<string, number>> = await shownReadNos(context, shown);
  return shown.flatMap((record) => {
    const board = boards.get(record.boardId);
    if (!board) return [];
    const { id, name } = presentBoard(board);
    const readNo = read[record._id];
    return { thread: presentThread(record), board: { id, name }, ...(readNo !== undefined && { readNo }) };
  });
}

function sinceOf({ featuredAt }: ThreadRecord): number {
  return featuredAt?.getTime() ?? 0;
}

async function mutedIn(
  { services, actor }: QueryContext,
  threads: readonly ThreadRecord[],
): Promise<Pick<ReadonlySet<string>, 'has'>> {
  const personId = personIdOf(actor);
  if (!personId) return new Set();
  const facts = new Map(threads.map(({ _id, by, tags = [] }) => [_id, { startedBy: by?.personId ?? null, tags }]));
  const listed = threads.map(({ _id: id, boardId }) => ({ id, boardId }));
  return mutedAmong(services, personId, listed, async () => facts);
}
