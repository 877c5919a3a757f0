import { commands } from '@hearth/shared/contract';
import { forgetDevice } from '@hearth/shared/transport';
import { commonError, type Result } from '@hearth/shared/kernel/errors';
import { limits } from '@hearth/shared/kernel/limits';
import express, { Router, type ErrorRequestHandler, type Request, type Response } from 'express';
import { runCommand, type Call } from '../commands.ts';
import type { Services } from '../services.ts';
import { runQuery } from '../queries.ts';
import { callOf, send } from './call.ts';
import { addFileRoutes } from './files.ts';
import { openApi } from './openapi.ts';
import { addPhotoForm } from './photo-form.ts';
import { NOTHING_LOADS } from './security-headers.ts';
import { requireSameOrigin } from './same-origin.ts';
import { addStopMails } from './stop-mails.ts';

const CLEARING: ReadonlySet<string> = new Set(commands.filter((one) => one.clearsDevice).map(({ name }) => name));

/**
 * The transport for scripts, for the pages' forms, and for clients whose live connection is down:
 * `POST /api/commands/<name>` with the command id in `Idempotency-Key`, `GET /api/queries/<name>?input=<JSON>`.
 */
export function apiRoutes(services: Services): Router {
  const router = Router();
  router.use((_request, response, next) => next(void response.set('Content-Security-Policy', NOTHING_LOADS)));
  router.use(requireSameOrigin(services.config));
  router.get('/openapi.json', (_request, response) => void response.json(openApi()));
  // Strict JSON only: a form of another site cannot send it without asking first.
  router.post(
    '/commands/:name',
    express.json({ limit: limits.message, type: 'application/json', strict: false }),
    async (request, response) => {
      const id = request.get('idempotency-key');
      const { name } = request.params;
      await answer(services, request, response, async (call) => {
        const result = await runCommand(call, name, id, request.body);
        if (result.ok && CLEARING.has(name)) response.set(forgetDevice);
        return result;
      });
    },
  );
  router.get('/queries/:name', async (request, response) => {
    const input = parse(request.query['input']);
    await answer(services, request, response, (call) => runQuery(call, request.params['name'], input));
  });
  addFileRoutes(router, services);
  addPhotoForm(router, services);
  addStopMails(router, services);
  router.use((_request, response) => send(response, { ok: false, error: commonError('no-such-thing').wire }));
  router.use(refuse(services));
  return router;
}

async function answer(
  services: Services,
  request: Request,
  response: Response,
  run: (call: Call) => Promise<Result<unknown>>,
): Promise<void> {
  const call = await callOf(services, request, response);
  send(response, call.ok ? await run(call.value) : call);
}

/** What is no JSON at all is left to the schema to refuse, in the same words as everything else. */
function parse(input: unknown): unknown {
  if (input === undefined) return {};
  if (typeof input !== 'string') return null;
  try {
    return JSON.parse(input);
  } catch {
    return null;
  }
}

/** Bodies that are no JSON, or too long, are bad input like any other. */
function refuse(services: Services): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const isClients = typeof error === 'object' && error !== null && 'status' in error && Number(error.status) < 500;
    if (!isClients) services.log.error({ error }, 'a request failed');
    send(response, { ok: false, error: commonError(isClients ? 'invalid-input' : 'internal').wire });
  };
}
