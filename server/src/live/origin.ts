import type { IncomingMessage } from 'node:http';
import { isOwnName, readHost, readOrigin, type Named } from '../request/own-names.ts';

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
export function isOwnRequest({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>, named: Named): boolean {
  const { origin, host, referer } = headers;
  if (origin !== undefined) return isOwnOrigin(origin, host, named);
  if (method !== 'GET' || headers.upgrade !== undefined) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' && isOwnName(readHost(host)?.hostname ?? '', named);
  return referer !== undefined && isOwnOrigin(URL.parse(referer)?.origin, host, named);
}

/** Which sites' pages may open a live connection or post: our own, and nobody else's. */
export function isOwnOrigin(given: string | undefined, host: string | undefined, named: Named): boolean {
  const origin = readOrigin(given);
  if (origin === null || host === undefined) return false;
  if (named.publicUrl !== null) return origin.origin === readOrigin(named.publicUrl)?.origin;
  return origin.host === readHost(host, origin.protocol)?.host && isOwnName(origin.hostname, named);
}
