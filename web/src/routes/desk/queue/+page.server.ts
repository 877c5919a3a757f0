import { error } from '@sveltejs/kit';
import { found } from '#lib/api/answers.ts';
import { filterIn, queryOf } from '#lib/review/filter.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, parent }) => {
  const { me } = await parent();
  const filter = filterIn(url.searchParams);
  const after = Number(url.searchParams.get('after') ?? 0);
  const queue = found(await locals.api.query('review.list', { ...queryOf(filter), ...(after > 0 && { after }) }));
  if (me.role === 'member' && queue.boards.length === 0) error(404);
  return { queue, filter, after, address: url.search };
};
