import { createServer, type Server } from 'node:http';
import { REQUEST_HEADER } from '@hearth/shared/transport';
import express, { type Express } from 'express';
import type { Services } from './services.ts';
import { ADDRESS_HEADER, addressOf } from './request/address.ts';
import { pack } from './http/compression.ts';
import { apiRoutes } from './http/api.ts';
import { requireFromHere, requireOwnHost } from './http/host.ts';
import { closeGently } from './http/lingering.ts';
import { PageCache } from './http/page-cache.ts';
import { operationRoutes, tellFaults, watchRequests } from './http/health.ts';
import { openPageTransport, pageHandler } from './http/pages.ts';
import { protection } from './http/security-headers.ts';
import { openLive, type Live } from './live/open.ts';

export interface App {
  readonly server: Server;
  readonly live: Live;
}

interface Options {
  /** Tests of the transports alone go without. */
  readonly withPages: boolean;
}

/** Puts the transports on one HTTP server, which does not listen yet. */
export async function createApp(services: Services, { withPages }: Options): Promise<App> {
  const app = express();
  const server = createServer(app);
  // Slow senders do not keep a place for ever.
  server.headersTimeout = 15_000;
  server.requestTimeout = 30_000;
  // Longer than a proxy keeps a connection it may send on (nginx: 60 seconds), or requests meet one that just closed.
  server.keepAliveTimeout = 75_000;
  closeGently(server);
  prepare(app, services);
  app.use(pack(services));
  app.use('/api', apiRoutes(services));
  const live = openLive(server, services);
  // Before everybody else, so that the live connection's answers have them too.
  const protect = protection(services.config);
  server.prependListener('request', (request, response) => protect(request, response, () => {}));
  if (withPages) {
    openPageTransport(services);
    if (!services.config.isDevelopment) app.use(new PageCache(services).serve);
    app.use(await pageHandler(server, services.config.isDevelopment));
  }
  app.use(tellFaults(services));
  return { server, live };
}

function prepare(app: Express, services: Services): void {
  const { config } = services;
  app.disable('x-powered-by');
  app.set('trust proxy', config.trustedProxies);
  // Asked by machines that know no name of ours.
  app.use(operationRoutes(services), watchRequests(services));
  app.use(requireOwnHost(config), requireFromHere(services));
  // People come by the public address; a proxy in front of the proxy may have ended https, and the last one not know it.
  const known = config.publicUrl === null ? null : new URL(config.publicUrl).protocol.slice(0, -1);
  app.use((request, response, next) => {
    request.headers[REQUEST_HEADER] = String(response.locals['requestId']);
    request.headers['x-forwarded-proto'] = known ?? request.protocol;
    request.headers[ADDRESS_HEADER] = addressOf(request, config.trustedProxies);
    next();
  });
}
