import type { IncomingMessage } from 'node:http';

/**
 * Whether a live connection may be opened or used by this request: one of our own pages sent it, as only a browser can say.
 *
 * What goes out from another site's page must not open or drive a connection with somebody's cookie, and cookies go along
 * with what such a page loads where a browser is old. So nothing is believed for want of a header:
 *
 * - A WebSocket and a POST carry `Origin` in every browser, and are refused without it. `Origin: null` is nobody's.
 * - A GET to one's own site carries none. Browsers since 2023 send `Sec-Fetch-Site` instead, which no page can set: it must
 *   be `same-origin`. Behind a name that is not ours that would be true as well, so the name is looked at too.
 * - Before that, and without https, there is `Referer`: our pages send their address to their own site
 *   (`Referrer-Policy: same-origin`). Another site's page can leave it out, which is refused, and cannot make up ours.
 */
export function isOwnRequest({ method, headers }: IncomingMessage, publicUrl: string | null): boolean {
  const { origin, host, referer } = headers;
  if (origin !== undefined) return isOwnOrigin(origin, host, publicUrl);
  if (method !== 'GET' || headers.upgrade !== undefined) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' && isOwnHost(host, publicUrl);
  return referer !== undefined && isOwnOrigin(URL.parse(referer)?.origin, host, publicUrl);
}

/** Which sites' pages may open a live connection or post: our own, and nobody else's. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined, publicUrl: string | null): boolean {
  if (origin === undefined || host === undefined) return false;
  if (publicUrl !== null && origin === new URL(publicUrl).origin) return true;
  const url = URL.parse(origin);
  return (
    publicUrl === null && url !== null && /^https?:$/.test(url.protocol) && url.host === host && isLocal(url.hostname)
  );
}

function isOwnHost(host: string | undefined, publicUrl: string | null): boolean {
  const { hostname = '' } = URL.parse(`http://${host ?? ''}`) ?? {};
  return isLocal(hostname) || (publicUrl !== null && host === new URL(publicUrl).host);
}

/** Without a public address a server answers to this machine's own names only; a rebound name is not among them. */
export function isLocal(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
