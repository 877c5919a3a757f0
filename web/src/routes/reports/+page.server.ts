import { redirect } from '@sveltejs/kit';
import { found } from '#lib/api/answers.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { me } = await parent();
  if (!me) redirect(303, '/sign-in?next=/reports');
  return found(await locals.api.query('report.own', {}));
};
