import { type ApiClient, type PageTransport, type RenderedPage, type RequestInfo } from '@hearth/shared/transport';
import type { Result } from '@hearth/shared/kernel/errors';
import type { RequestHandler } from 'express';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { runCommand, type Call } from '../commands.ts';
import type { Visitor } from '../request/visitor.ts';
import type { Services } from '../services.ts';
import { settle } from '../request/outcome.ts';
import { runQuery } from '../queries.ts';
import { ADDRESS_HEADER } from '../request/address.ts';
import { pendingRender } from './pending-render.ts';

const WEB = new URL('../../../web/', import.meta.url);

/** Makes commands and queries available to pages that are rendered in this process; they never import the server. */
export function openPageTransport(services: Services): void {
  const transport: PageTransport = {
    clientFor: (request, setCookie) => apiClientFor(services, request, setCookie),
    failed: (failure) => services.log.error(failure, 'a page failed'),
  };
  globalThis.hearthPageTransport = transport;
}

function apiClientFor(services: Services, request: RequestInfo, setCookie: (line: string) => void): ApiClient {
  const pending = pendingRender.getStore();
  pending?.begin();
  // Who asks for the page was found out before it is rendered, or is now: one look at the session for everything that it
  // asks, which can fail as everything else can.
  let known = pending?.visitor ?? null;
  let call: Promise<Result<Call>> | null = null;
  const current = () => (call ??= settle(services.log, () => callOf(services, request, setCookie, known)));
  const asReader = async (run: (call: Call) => Promise<Result<unknown>>): Promise<Result<unknown>> => {
    const found = await current();
    if (!found.ok) pending?.giveUp();
    return found.ok ? run(found.value) : found;
  };
  const client = {
    command: async (name: string, id: string, input: unknown): Promise<Result<unknown>> => {
      const result = await asReader((who) => runCommand(who, name, id, input));
      pending?.giveUp();
      // A page that signs somebody in reads on as that person.
      call = known = null;
      return result;
    },
    query: async (name: string, input: unknown): Promise<Result<unknown>> => {
      await pending?.willAsk({ name, input });
      const result = await asReader((who) => runQuery(who, name, input, pending?.standIn ?? null));
      if (!result.ok) pending?.giveUp();
      return result;
    },
    freshId: () => pending?.freshId ?? randomUUID(),
    cacheUntil: (until: number) => pending?.cacheUntil(until),
    get isCacheable() {
      return pending?.isCacheable ?? false;
    },
    get isForReader() {
      return !pending?.standIn;
    },
    rendered: async (page: RenderedPage | null) => (pending ? pending.finish(page) : (page?.html ?? null)),
  };
  // The registries behind both runs guarantee the answers' types by name.
  return client as ApiClient;
}

async function callOf(
  services: Services,
  request: RequestInfo,
  setCookie: (line: string) => void,
  known: Visitor | null,
): Promise<Call> {
  const visitor = known ?? (await services.sessions.resolve(services, request.cookie));
  const { address, userAgent, requestId } = request;
  return { services, visitor, origin: { address, userAgent, requestId, setCookie }, onceAPage: new Map() };
}

/** The built pages, or in development Vite, which builds them as they are asked for. */
export async function pageHandler(server: Server, isDevelopment: boolean): Promise<RequestHandler> {
  return isDevelopment ? developmentPages(server) : builtPages();
}

async function builtPages(): Promise<RequestHandler> {
  const built = new URL('build/handler.js', WEB);
  if (!existsSync(built))
    throw new Error('The pages are not built yet. `npm run build` builds them; `npm start` does it by itself.');
  // adapter-node believes in https unless a header tells the protocol; app.ts sets it from the public address or Express's own judgement.
  process.env['PROTOCOL_HEADER'] = 'x-forwarded-proto';
  // By itself it takes the proxy's address for everybody's.
  process.env['ADDRESS_HEADER'] = ADDRESS_HEADER;
  process.env['BODY_SIZE_LIMIT'] = '512K';
  // Built by adapter-node, which documents what it exports; there is nothing to take the type from.
  const { handler } = (await import(built.href)) as { handler: RequestHandler };
  return handler;
}

async function developmentPages(server: Server): Promise<RequestHandler> {
  // Resolved at run time: production has no Vite.
  const vite = (await import(new URL('../node_modules/vite/dist/node/index.js', WEB).href)) as typeof import('vite');
  const running = await vite.createServer({
    root: fileURLToPath(WEB),
    configFile: fileURLToPath(new URL('vite.config.ts', WEB)),
    server: { middlewareMode: true, hmr: { server } },
    appType: 'custom',
  });
  return running.middlewares;
}
