import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type * as contract from '@hearth/shared/unread/queries';
import type { QueryContext } from '../../request/context.ts';
import { presentBoard, readableBoards } from '../boards/access.ts';
import { presentThread, readThreads } from '../threads/access.ts';
import { followedAmong } from '../follows/access.ts';
import { factsOf, lookFor, loud } from './inbox.ts';
import type { UnreadThread } from './store.ts';

type List = typeof contract.listUnread;
type Count = typeof contract.countUnread;

export async function list(context: QueryContext, input: InputOf<List>): Promise<OutputOf<List>> {
  const { services, visitor } = context;
  if (!('byline' in visitor)) return { rows: [], more: false, total: 0, since: null, awaySince: null };
  const inbox = await lookFor({ ...context, visitor });
  const { readNos, since, awaySince } = inbox;
  const follows = (threads: readonly UnreadThread[]) => followedAmong(services, inbox._id, threads, factsOf);
  const threads = loud(inbox);
  const followed = input.filter === 'followed' ? await follows(threads) : null;
  const wanted = threads.filter(({ id, lastNo }) =>
    input.filter === 'unanswered' ? lastNo === 1 : (followed?.has(id) ?? true),
  );
  const below = wanted.filter((thread) => isBelow(thread, input.before));
  const page = below.slice(0, input.most);
  const [records, boards, whys] = await Promise.all([
    readThreads(page.map(({ id }) => id)),
    readableBoards(context),
    followed ?? follows(page),
  ]);
  const byId = new Map(records.map((record) => [record._id, record]));
  const rows = page.flatMap(({ id }) => {
    const record = byId.get(id);
    const board = boards.find(({ _id }) => _id === record?.boardId);
    if (!record || !board) return [];
    const { id: boardId, name } = presentBoard(board);
    const why = whys.get(id);
    const shown = { thread: presentThread(record), board: { id: boardId, name }, readNo: readNos.get(id) ?? 0 };
    return [{ ...shown, ...(why && { why }) }];
  });
  return {
    rows,
    more: below.length > page.length,
    total: wanted.length,
    since: since?.toISOString() ?? null,
    awaySince,
  };
}

export async function count(context: QueryContext): Promise<OutputOf<Count>> {
  const { visitor } = context;
  if (!('byline' in visitor)) return { total: 0, boards: {} };
  const threads = loud(await lookFor({ ...context, visitor }));
  const boards: Record<string, number> = {};
  for (const { boardId } of threads) boards[boardId] = (boards[boardId] ?? 0) + 1;
  return { total: threads.length, boards };
}

function isBelow({ at, id }: UnreadThread, before: InputOf<List>['before']): boolean {
  if (!before) return true;
  const difference = at.getTime() - Date.parse(before.at);
  return difference < 0 || (difference === 0 && id > before.id);
}
