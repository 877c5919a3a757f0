import { found } from '#lib/api/answers.ts';
import { withPhotos } from '#lib/photos/with-photos.ts';
import type { PageServerLoad } from './$types';

/** Of all boards together: one that is missing among them has been quiet, and shows when somebody last wrote. */
const LATEST = 20;

export const load: PageServerLoad = async ({ locals }) => {
  const [boards, unread, latest] = await Promise.all([
    locals.api.query('board.list', {}),
    locals.api.query('unread.count', {}),
    locals.api.query('thread.latest', { most: LATEST }),
  ]);
  const lively = Object.fromEntries(
    found(latest)
      .toReversed()
      .map(({ board, thread }) => [board.id, thread]),
  );
  return withPhotos(locals.api, { boards: found(boards), unread: found(unread), lively });
};
