import type { IncomingHttpHeaders } from 'node:http';
import type { RequestHandler } from 'express';
import type { Services } from '../services.ts';
import { isOwnName, readHost, readOrigin, type Named } from '../request/own-names.ts';

/**
 * Only names that are ours are answered: links in mails and the framework's own checks rest on the Host header. A proxy may
 * name its own port, and people end a name with a dot; who reads on finds our address as it is.
 */
export function requireOwnHost(named: Named): RequestHandler {
  const own = readOrigin(named.publicUrl ?? undefined);
  return (request, response, next) => {
    const { headers } = request;
    const name = readHost(headers.host)?.hostname;
    if (name === undefined || !isOwnName(name, named))
      return void response.status(400).type('text').send('This server does not go by that name.');
    if (name === own?.hostname) headers.host = own.host;
    if (own !== null && readOrigin(headers.origin)?.origin === own.origin) headers.origin = own.origin;
    next();
  };
}

/** What proxies and tunnels add to what they pass on. */
const PASSED_ON = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

/**
 * Whether a request comes through a proxy that the settings know nothing of, where the demo or everybody's mail is shown to
 * whoever sits at this machine. A proxy is on this machine too, and those who come through it are not.
 */
export function isFromOutside({ config, isDemo }: Pick<Services, 'config' | 'isDemo'>, headers: IncomingHttpHeaders) {
  return config.isLocal && (isDemo || config.isDevelopment) && PASSED_ON.some((name) => headers[name] !== undefined);
}

export function requireFromHere(services: Pick<Services, 'config' | 'isDemo'>): RequestHandler {
  return (request, response, next) => {
    if (!isFromOutside(services, request.headers)) return next();
    const sentence =
      'This server is for its own machine alone. To reach it through a proxy, set TRUST_PROXY and HEARTH_URL.';
    response.status(400).type('text').send(sentence);
  };
}
