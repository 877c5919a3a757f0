import { found } from '#lib/api/answers.ts';
import { askedIn } from '#lib/review/numbers-asked.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = askedIn(url.searchParams);
  return { numbers: found(await locals.api.query('review.numbers', asked)), asked, address: url.search };
};
