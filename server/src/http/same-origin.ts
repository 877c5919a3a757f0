import { commonError, statusOf } from '@hearth/shared/kernel/errors';
import type { Request, RequestHandler } from 'express';
import { isOwnOrigin } from '../live/origin.ts';
import type { Named } from '../request/own-names.ts';

/**
 * Refuses what another site's page sends in somebody's name. Browsers say where a request comes from (`Sec-Fetch-Site`,
 * else `Origin`); what says nothing at all is no browser, and carries no cookie that a page could misuse.
 */
export function requireSameOrigin(named: Named): RequestHandler {
  return (request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD' || isSameOrigin(request, named)) return next();
    const { wire } = commonError('foreign-origin');
    response.status(statusOf[wire.code]).json({ ok: false, error: wire });
  };
}

function isSameOrigin({ headers }: Request, named: Named): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  if (headers.origin !== undefined) return isOwnOrigin(headers.origin, headers.host, named);
  return headers.cookie === undefined;
}
