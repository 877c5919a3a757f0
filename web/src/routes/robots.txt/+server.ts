import type { RequestHandler } from './$types';

/** Nothing behind these is secret: a search engine would only find forms there. */
const NOT_SEARCHED = ['/you', '/people', '/welcome', '/mail', '/sign-in', '/sign-up', '/preferences'];

export const GET: RequestHandler = ({ url }) => {
  const lines = [
    'User-agent: *',
    ...NOT_SEARCHED.map((path) => `Disallow: ${path}`),
    '',
    `Sitemap: ${url.origin}/sitemap.xml`,
  ];
  return new Response(`${lines.join('\n')}\n`, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
