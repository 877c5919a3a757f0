import compression from 'compression';
import type { Request, RequestHandler } from 'express';
import type { Services } from '../services.ts';

/** Where a browser says that a request comes from no other site: of our pages, or of the person at the address bar. */
const OWN: ReadonlySet<unknown> = new Set(['same-origin', 'none']);

/**
 * Packs what is sent. What somebody signed in gets holds what is theirs alone, and its length must not tell another site
 * that makes them ask for it with words of its own: see docs/decisions/0007-what-is-packed.md.
 */
export function pack(services: Services): RequestHandler {
  return compression({
    filter: (request, response) => mayCompress(services, request) && compression.filter(request, response),
  });
}

export function mayCompress(services: Services, { headers }: Pick<Request, 'headers'>): boolean {
  const { tokens } = services.sessions.split(services, headers.cookie ?? '');
  return tokens.length === 0 || OWN.has(headers['sec-fetch-site']);
}
