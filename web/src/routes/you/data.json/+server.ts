import { found } from '#lib/api/answers.ts';
import { statusOf } from '@hearth/shared/kernel/errors';
import { json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** Shorter than the time-out of common proxies. */
const PATIENCE_MS = 20_000;

/** Everything the network holds about whoever asks, as a file. It may take a while to prepare. */
export const GET: RequestHandler = async ({ locals, request }) => {
  const begin = performance.now();
  const ask = () => locals.api.query('account.export', {});
  let result = await ask();
  while (!result.ok && result.error.reason === 'export-under-way' && performance.now() - begin < PATIENCE_MS)
    result = await ask();
  // Scripts get the refusal as data; somebody who followed the link gets a page.
  const isAsked = request.headers.get('accept') === 'application/json';
  if (!result.ok && isAsked) return json(result, { status: statusOf[result.error.code] });
  const exported = found(result);
  return new Response(JSON.stringify(exported, null, 2), {
    headers: {
      'content-type': 'application/json',
      'content-disposition': `attachment; filename="hearth-${exported.exportedAt.slice(0, 10)}.json"`,
    },
  });
};
