import { found } from '#lib/api/answers.ts';
import { siteMapIndex } from '#lib/feeds/site-map.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) => {
  const boards = found(await locals.api.query('feed.site-map', {}));
  const parts = boards.flatMap(({ boardId, parts }) =>
    Array.from({ length: parts }, (_part, place) => ({ path: `/sitemap/${boardId}/${place + 1}.xml` })),
  );
  return siteMapIndex(url.origin, [{ path: '/sitemap/pages.xml' }, ...parts]);
};
