import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type * as contract from '@hearth/shared/unread/queries';
import type { QueryContext } from '../../request/context.ts';
import { presentBoard, readableBoards } from '../boards/access.ts';
import { presentThread, readThreads } from '../threads/access.ts';
import { lookFor } from './inbox.ts';
import type { UnreadThread } from './store.ts';

type List = typeof contract.listUnread;
type Count = typeof contract.countUnread;

export async function list(context: QueryContext, input: InputOf<List>): Promise<OutputOf<List>> {
  const { services, actor, visitor } = context;
  if (!('byline' in visitor)) return { rows: [], more: false, total: 0, since: null, awaySince: null };
  const { threads, readNos, since, awaySince } = await lookFor({ services, actor, visitor });
  const wanted = threads.filter(({ lastNo }) => input.filter === 'all' || lastNo === 1);
  const below = wanted.filter((thread) => isBelow(thread, input.before));
  const page = below.slice(0, input.most);
  const [records, boards] = await Promise.all([readThreads(page.map(({ id }) => id)), readableBoards(context)]);
  const byId = new Map(records.map((record) => [record._id, record]));
  const rows = page.flatMap(({ id }) => {
    const record = byId.get(id);
    const board = boards.find(({ _id }) => _id === record?.boardId);
    if (!record || !board) return [];
    const { id: boardId, name } = presentBoard(board);
    return [{ thread: presentThread(record), board: { id: boardId, name }, readNo: readNos.get(id) ?? 0 }];
  });
  return {
    rows,
    more: below.length > page.length,
    total: wanted.length,
    since: since?.toISOString() ?? null,
    awaySince,
  };
}

export async function count({ services, actor, visitor }: QueryContext): Promise<OutputOf<Count>> {
  if (!('byline' in visitor)) return { total: 0, boards: {} };
  const { threads } = await lookFor({ services, actor, visitor });
  const boards: Record<string, number> = {};
  for (const { boardId } of threads) boards[boardId] = (boards[boardId] ?? 0) + 1;
  return { total: threads.length, boards };
}

function isBelow({ at, id }: UnreadThread, before: InputOf<List>['before']): boolean {
  if (!before) return true;
  const difference = at.getTime() - Date.parse(before.at);
  return difference < 0 || (difference === 0 && id > before.id);
}
