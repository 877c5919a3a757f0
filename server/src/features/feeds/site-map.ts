import { feedLimits } from '@hearth/shared/feeds/limits';
import type * as contract from '@hearth/shared/feeds/queries';
import { stranger } from '@hearth/shared/kernel/access';
import { boardId } from '@hearth/shared/boards/entity';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { threadId } from '@hearth/shared/threads/entity';
import type { QueryContext } from '../../request/context.ts';
import { readableBoards, requireBoard } from '../boards/access.ts';
import { readThreadPart } from '../threads/access.ts';

/** What a stranger may read, whoever asks: search engines keep it. */
export async function list({ services }: QueryContext): Promise<OutputOf<typeof contract.listSiteMap>> {
  const boards = await readableBoards({ services, actor: stranger });
  return boards.map(({ _id, threads }) => ({
    boardId: boardId.parse(_id),
    // A board that is new is counted a moment later.
    parts: Math.max(1, Math.ceil(threads / feedLimits.addresses)),
  }));
}

export async function part(
  { services }: QueryContext,
  input: InputOf<typeof contract.getSiteMapPart>,
): Promise<OutputOf<typeof contract.getSiteMapPart>> {
  const board = await requireBoard({ services, actor: stranger }, input.boardId);
  const threads = await readThreadPart(board._id, (input.part - 1) * feedLimits.addresses, feedLimits.addresses);
  return threads.map(({ _id, title, lastPostAt }) => ({
    threadId: threadId.parse(_id),
    title,
    lastPostAt: lastPostAt.toISOString(),
  }));
}
