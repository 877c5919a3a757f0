import { found } from '#lib/api/answers.ts';
import { withPhotos } from '#lib/photos/with-photos.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) =>
  withPhotos(locals.api, { rooms: found(await locals.api.query('room.list', {})) });
