import { redirect } from '@sveltejs/kit';
import { found } from '#lib/api/answers.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ parent, url, locals }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`);
  return { me, counts: { review: found(await locals.api.query('review.count', {})) } };
};
