import { found } from '#lib/api/answers.ts';
import type { RequestHandler } from './$types';

/** What the network holds about whoever asks, as a file to keep. */
export const GET: RequestHandler = async ({ locals }) => {
  const exported = found(await locals.house.query('account.export', {}));
  return new Response(JSON.stringify(exported, null, 2), {
    headers: {
      'content-type': 'application/json',
      'content-disposition': `attachment; filename="hearth-${exported.exportedAt.slice(0, 10)}.json"`,
    },
  });
};
