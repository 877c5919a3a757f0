import { found } from '#lib/api/answers.ts';
import * as m from '#lib/paraglide/messages.js';
import { withPhotos } from '#lib/photos/with-photos.ts';
import type { PageServerLoad } from './$types';

/** How many threads the home page shows. */
const SHOWN = 5;

export const load: PageServerLoad = async ({ locals, url }) => {
  const [unread, latest, rooms] = await Promise.all([
    locals.api.query('unread.list', { most: SHOWN }),
    locals.api.query('thread.latest', { most: SHOWN }),
    locals.api.query('room.list', {}),
  ]);
  // What few are shown nobody else loads the words of.
  const left = url.searchParams.has('erased') ? m.erased() : m.signed_out();
  return withPhotos(locals.api, {
    left: url.searchParams.has('left') ? left : null,
    unread: found(unread),
    more:
      found(unread).rows.length > 0
        ? { path: '/unread', words: m.all_unread() }
        : { path: '/boards', words: m.all_boards() },
    latest: found(latest),
    rooms: found(rooms)
      .filter((room) => room.status !== 'ended')
      .slice(0, 3),
  });
};
