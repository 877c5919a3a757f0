import { found } from '#lib/api/answers.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({ rooms: found(await locals.api.query('room.list', {})) });
