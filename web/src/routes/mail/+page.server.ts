import { found } from '#lib/api/answers.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  mails: found(await locals.api.query('demo.inbox', {})),
});
