import { redirect } from '@sveltejs/kit';
import { found } from '#lib/api/answers.ts';
import type { PageServerLoad } from './$types';

/** Where somebody may ask who has found nothing. A title has room for so much of it. */
const MOST = 100;

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`);
  const boards = found(await locals.api.query('board.list', {})).filter(({ reads }) => reads);
  // Where questions are answered comes first.
  const sorted = boards.toSorted((one, other) => Number(other.kind === 'question') - Number(one.kind === 'question'));
  return { boards: sorted, wanted: (url.searchParams.get('for') ?? '').trim().slice(0, MOST) };
};
