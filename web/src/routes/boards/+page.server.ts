import { found } from '#lib/api/answers.ts';
import { follow } from '#lib/follows/actions.ts';
import { withPhotos } from '#lib/photos/with-photos.ts';
import { foldedIn } from './folded.ts';
import type { Actions, PageServerLoad } from './$types';

/** Of all boards together: one that is missing among them has been quiet, and shows when somebody last wrote. */
const LATEST = 20;

export const load: PageServerLoad = async ({ locals, cookies }) => {
  const [boards, sections, unread, latest, heard] = await Promise.all([
    locals.api.query('board.list', {}),
    locals.api.query('board.sections', {}),
    locals.api.query('unread.count', {}),
    locals.api.query('thread.latest', { most: LATEST }),
    locals.api.query('follow.boards', {}),
  ]);
  const lively = Object.fromEntries(
    found(latest)
      .toReversed()
      .map(({ board, thread }) => [board.id, thread]),
  );
  const read = { boards: found(boards), sections: found(sections), unread: found(unread), heard: found(heard) };
  return withPhotos(locals.api, { ...read, lively, folded: foldedIn(cookies.get('folded')) });
};

export const actions: Actions = { follow };
