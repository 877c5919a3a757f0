import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { tagLimits } from '@hearth/shared/tags/limits';
import type { getAskedTags, getTag, listTags } from '@hearth/shared/tags/queries';
import type { QueryContext } from '../../request/context.ts';
import { presentBoard, readableBoards, requireBoard } from '../boards/access.ts';
import { presentThread, readTagged } from '../threads/access.ts';
import { askedOn, findTag, tagList } from './access.ts';
import { presentTag } from './present.ts';

export async function list({ services }: QueryContext): Promise<OutputOf<typeof listTags>> {
  const { tags, position } = await tagList(services);
  return { tags: [...tags.values()].map(presentTag), position };
}

/** Another one whenever {@link list} would answer otherwise: the list is the same for everybody. */
export async function versionOfList({ services }: QueryContext): Promise<string> {
  const { position } = await tagList(services);
  return `${position.seq} ${position.mark}`;
}

export async function get(
  context: QueryContext,
  { tagId, before }: InputOf<typeof getTag>,
): Promise<OutputOf<typeof getTag>> {
  const tag = await findTag(context.services, tagId);
  if (!tag) throw commonError('no-such-thing');
  const boards = new Map((await readableBoards(context)).map((board) => [board._id, board]));
  const from = before ? { at: new Date(before.at), id: before.id } : null;
  const found = await readTagged(tag._id, [...boards.keys()], from, tagLimits.page + 1);
  const shown = found.slice(0, tagLimits.page);
  return {
    tag: presentTag(tag),
    rows: shown.flatMap((thread) => {
      const board = boards.get(thread.boardId);
      if (!board) return [];
      const { id, name } = presentBoard(board);
      return { thread: presentThread(thread), board: { id, name } };
    }),
    more: found.length > shown.length,
  };
}

type Asked = typeof getAskedTags;

export async function asked(context: QueryContext, { boardId }: InputOf<Asked>): Promise<OutputOf<Asked>> {
  return { asked: await askedOn(context.services, await requireBoard(context, boardId)) };
}
