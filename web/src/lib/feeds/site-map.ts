import { declaration, element } from './xml.ts';

const xmlns = 'http://www.sitemaps.org/schemas/sitemap/0.9';

interface Address {
  readonly path: string;
  /** When it last changed, where that is known. */
  readonly at?: string;
}

function entries(kind: 'sitemap' | 'url', origin: string, addresses: readonly Address[]): string[] {
  return addresses.map(({ path, at }) =>
    element(
      kind,
      {},
      { inner: [element('loc', {}, { text: origin + path }), ...(at ? [element('lastmod', {}, { text: at })] : [])] },
    ),
  );
}

/** Where the parts of a site map are (sitemaps.org, protocol 0.9). */
export function siteMapIndex(origin: string, parts: readonly Address[]): Response {
  return answer(element('sitemapindex', { xmlns }, { inner: entries('sitemap', origin, parts) }));
}

/** The pages of one part. */
export function siteMap(origin: string, pages: readonly Address[]): Response {
  return answer(element('urlset', { xmlns }, { inner: entries('url', origin, pages) }));
}

function answer(xml: string): Response {
  return new Response(declaration + xml, { headers: { 'content-type': 'application/xml; charset=utf-8' } });
}
