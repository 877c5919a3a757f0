import { found } from '#lib/api/answers.ts';
import { siteMap } from '#lib/feeds/site-map.ts';
import type { RequestHandler } from './$types';

/** The pages that are always there, and the boards. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const boards = found(await locals.api.query('feed.site-map', {}));
  const paths = ['/', '/boards', '/rooms', ...boards.map(({ boardId }) => `/b/${boardId}`)];
  return siteMap(
    url.origin,
    paths.map((path) => ({ path })),
  );
};
