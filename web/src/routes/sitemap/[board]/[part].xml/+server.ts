import { found } from '#lib/api/answers.ts';
import { siteMap } from '#lib/feeds/site-map.ts';
import { threadPath } from '#lib/threads/thread-path.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const input = { boardId: params.board, part: Number(params.part) };
  const threads = found(await locals.api.query('feed.site-map-part', input));
  return siteMap(
    url.origin,
    threads.map(({ threadId: id, title, lastPostAt: at }) => ({ path: threadPath({ id, title }), at })),
  );
};
