import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { Router, type ErrorRequestHandler, type RequestHandler } from 'express';
import mongoose from 'mongoose';
import type { Services } from '../services.ts';
import { NOTHING_LOADS } from './security-headers.ts';

/**
 * For whoever runs the server:
 * - `/healthz`: the process answers. If it does not, start it again.
 * - `/readyz`: give it people, or (503) do not: it is stopping, or its store is away. Redis is not asked: without it
 *   everything goes on, only later (promise L10).
 * - `/metrics`: for Prometheus, with `Authorization: Bearer <METRICS_TOKEN>`; without that setting there is no such page.
 */
export function operationRoutes(services: Services): Router {
  const router = Router();
  router.use(['/healthz', '/readyz', '/metrics'], (_request, response, next) => {
    response.set({ 'Cache-Control': 'no-store', 'Content-Security-Policy': NOTHING_LOADS });
    next();
  });
  router.get('/healthz', (_request, response) => void response.json({ ok: true }));
  router.get('/readyz', (_request, response) => {
    const isReady = !services.lifecycle.isClosing && isStoreUp();
    response.status(isReady ? 200 : 503).json({ ok: isReady, pubSub: services.streams.pubSub.isUp ? 'up' : 'away' });
  });
  router.get('/metrics', async (request, response, next) => {
    const { metricsToken } = services.config;
    if (metricsToken === null || !isSame(request.get('authorization') ?? '', `Bearer ${metricsToken}`)) return next();
    response.type(services.metrics.contentType).send(await services.metrics.text());
  });
  return router;
}

function isStoreUp(): boolean {
  return mongoose.connection.readyState === mongoose.ConnectionStates.connected;
}

/** In a time that does not tell how much of it was right. */
function isSame(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

/**
 * Numbers every request, counts it, and logs it without who asked, what was searched for and what was written. While
 * the server is closing, connections are not kept: the next request goes to another server.
 */
export function watchRequests({ lifecycle, log, metrics }: Services): RequestHandler {
  return (request, response, next) => {
    const requestId = randomUUID();
    response.locals['requestId'] = requestId;
    response.set('X-Request-Id', requestId);
    if (lifecycle.isClosing) response.set('Connection', 'close');
    const begin = performance.now();
    response.on('finish', () => {
      const { method, path } = request;
      const { statusCode: status } = response;
      metrics.requested(method, status);
      log.info({ requestId, method, path, status, ms: Math.round(performance.now() - begin) }, 'answered');
    });
    next();
  };
}

/** Errors that no handler has answered. Express's own handler would print them, and with them what was sent. */
export function tellFaults({ log }: Services): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const told = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
    const status = told >= 400 && told < 500 ? told : 500;
    if (status === 500) log.error({ requestId: String(response.locals['requestId']), error }, 'a request failed');
    // The answer has begun: all that is left is to end it.
    if (response.headersSent) return void response.destroy();
    response
      .status(status)
      .type('text')
      .send(status === 500 ? 'Something went wrong here.' : 'Bad request.');
  };
}
