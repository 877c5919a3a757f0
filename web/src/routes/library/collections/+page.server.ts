import { found } from '#lib/api/answers.ts';
import { afterIn } from '#lib/library/after.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  const page = found(await locals.api.query('collection.list', afterIn(url)));
  return { page, mayBegin: me !== null && me.role !== 'member' };
};
