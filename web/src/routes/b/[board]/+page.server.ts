import { found } from '#lib/api/answers.ts';
import { withPhotos } from '#lib/photos/with-photos.ts';
import { markAll, undo } from '#lib/unread/actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  const at = url.searchParams.get('before');
  const id = url.searchParams.get('thread');
  const before = at && id ? { before: { at, id: id } } : {};
  const unsolved = url.searchParams.has('unsolved');
  const page = found(
    await locals.api.query('board.get', { boardId: params.board, ...before, ...(unsolved && { unsolved }) }),
  );
  const { me } = await parent();
  const of = url.searchParams.get('undo');
  return withPhotos(locals.api, {
    page,
    isFirst: !at,
    unsolved,
    commandId: me ? locals.api.freshId() : '',
    undone: me && of ? { of, commandId: locals.api.freshId() } : null,
  });
};

export const actions: Actions = {
  all: (event) => markAll(event, event.params.board),
  undo,
};
