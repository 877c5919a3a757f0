import { moderatingLimits } from '@hearth/shared/moderating/limits';
import { found } from '#lib/api/answers.ts';
import * as m from '#lib/paraglide/messages.js';
import { withPhotos } from '#lib/photos/with-photos.ts';
import type { PageServerLoad } from './$types';

/** How many threads the home page shows. */
const SHOWN = 5;

export const load: PageServerLoad = async ({ locals, url }) => {
  const [featured, unread, latest, rooms] = await Promise.all([
    locals.api.query('thread.featured', {}),
    locals.api.query('unread.list', { most: SHOWN }),
    locals.api.query('thread.latest', { most: SHOWN + moderatingLimits.featured }),
    locals.api.query('room.list', {}),
  ]);
  const isNew = new Set(found(unread).rows.map(({ thread }) => thread.id));
  const onTop = found(featured).filter(({ thread }) => !isNew.has(thread.id));
  const isOnTop = new Set(onTop.map(({ thread }) => thread.id));
  // What few are shown nobody else loads the words of.
  const left = url.searchParams.has('erased') ? m.erased() : m.signed_out();
  return withPhotos(locals.api, {
    left: url.searchParams.has('left') ? left : null,
    unread: found(unread),
    more:
      found(unread).rows.length > 0
        ? { path: '/unread', words: m.all_unread() }
        : { path: '/boards', words: m.all_boards() },
    // Its words are loaded with it, where there is any: this page has no room for more script.
    featured: { rows: onTop, words: m.featured_threads() },
    latest: found(latest)
      .filter(({ thread }) => !isOnTop.has(thread.id))
      .slice(0, SHOWN),
    rooms: found(rooms)
      .filter((room) => room.status !== 'ended')
      .slice(0, 3),
  });
};
