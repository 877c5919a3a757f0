import { found } from '#lib/api/answers.ts';
import { withPhotos } from '#lib/photos/with-photos.ts';
import type { PageServerLoad } from './$types';

/** How many threads the home page shows. */
const SHOWN = 5;

export const load: PageServerLoad = async ({ locals }) => {
  const [unread, latest, rooms] = await Promise.all([
    locals.api.query('unread.list', { most: SHOWN }),
    locals.api.query('thread.latest', { most: SHOWN }),
    locals.api.query('room.list', {}),
  ]);
  return withPhotos(locals.api, {
    unread: found(unread),
    latest: found(latest),
    rooms: found(rooms)
      .filter((room) => room.status !== 'ended')
      .slice(0, 3),
  });
};
