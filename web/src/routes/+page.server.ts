import { found } from '#lib/api/answers.ts';
import type { PageServerLoad } from './$types';

/** How many threads the home page shows. */
const SHOWN = 6;

export const load: PageServerLoad = async ({ locals }) => {
  const [latest, rooms] = await Promise.all([
    locals.api.query('thread.latest', { most: SHOWN }),
    locals.api.query('room.list', {}),
  ]);
  return {
    latest: found(latest),
    rooms: found(rooms)
      .filter((room) => room.status !== 'ended')
      .slice(0, 3),
  };
};
