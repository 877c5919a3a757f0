import { error } from '@sveltejs/kit';
import { found } from '#lib/api/answers.ts';
import { askedIn } from '#lib/review/numbers-asked.ts';
import { csvOf } from '#lib/review/numbers-csv.ts';
import { plots } from '#lib/review/numbers.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) => {
  const plot = plots.find((one) => one === url.searchParams.get('plot'));
  if (!plot) error(404);
  const numbers = found(await locals.api.query('review.numbers', askedIn(url.searchParams)));
  return new Response(csvOf(plot, numbers), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${plot}.csv"`,
      'cache-control': 'private, no-store',
    },
  });
};
