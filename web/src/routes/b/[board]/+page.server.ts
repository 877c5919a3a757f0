import { found } from '#lib/api/answers.ts';
import { withPhotos } from '#lib/photos/with-photos.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const at = url.searchParams.get('before');
  const id = url.searchParams.get('thread');
  const before = at && id ? { before: { at, id: id } } : {};
  const page = found(await locals.api.query('board.get', { boardId: params.board, ...before }));
  return withPhotos(locals.api, { page, isFirst: !at });
};
