import { DOOR, type Caller, type Door, type RenderedPage, type Visit } from '@hearth/shared/door';
import type { Result } from '@hearth/shared/kernel/errors';
import type { RequestHandler } from 'express';
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { runCommand, type Call } from '../commands.ts';
import { nobody } from '../request/context.ts';
import type { Services } from '../services.ts';
import { settle } from '../request/outcome.ts';
import { runQuery } from '../queries.ts';
import { ADDRESS_HEADER } from '../request/address.ts';
import { underWay } from './making.ts';

const WEB = new URL('../../../web/', import.meta.url);

/** Puts the way in where pages that are rendered in this process find it; they never import the server. */
export function openDoor(services: Services): void {
  const door: Door = {
    open: (visit, setCookie) => callerOf(services, visit, setCookie),
    failed: (failure) => services.log.error(failure, 'a page failed'),
  };
  (globalThis as { [DOOR]?: Door })[DOOR] = door;
}

function callerOf(services: Services, visit: Visit, setCookie: (line: string) => void): Caller {
  const making = underWay.getStore();
  making?.begin();
  let call: Promise<Result<Call>> | null = null;
  // One look at the session for everything that one page asks. It can fail as everything else can.
  const current = () => (call ??= settle(services.log, () => callOf(services, visit, setCookie)));
  const asCaller = async (run: (call: Call) => Promise<Result<unknown>>): Promise<Result<unknown>> => {
    const found = await current();
    // Nobody signed in gets here by way of a page that is made for strangers; if one ever did, it would not be kept.
    if (!found.ok || found.value.visitor !== nobody) making?.giveUp();
    return found.ok ? run(found.value) : found;
  };
  const caller = {
    command: async (name: string, id: string, input: unknown): Promise<Result<unknown>> => {
      const result = await asCaller((who) => runCommand(who, name, id, input));
      making?.giveUp();
      // A page that signs somebody in reads on as that person.
      call = null;
      return result;
    },
    query: async (name: string, input: unknown): Promise<Result<unknown>> => {
      await making?.willAsk(name, input);
      const result = await asCaller((who) => runQuery(who, name, input));
      if (!result.ok) making?.giveUp();
      return result;
    },
    mayKeep: (until: number) => making?.mayKeep(until),
    get isKept() {
      return making?.isKept ?? false;
    },
    rendered: (page: RenderedPage | null) => (page ? making?.finish(page) : making?.giveUp()),
  };
  // The registries behind both runs guarantee the answers' types by name.
  return caller as unknown as Caller;
}

async function callOf(services: Services, visit: Visit, setCookie: (line: string) => void): Promise<Call> {
  const visitor = await services.sessions.resolve(services, visit.cookie);
  const { address, userAgent, requestId } = visit;
  return { services, visitor, origin: { address, userAgent, requestId, setCookie } };
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
  const { handler } = (await import(built.href)) as { handler: RequestHandler };
  return handler;
}

async function developmentPages(server: Server): Promise<RequestHandler> {
  const vite = (await import(new URL('../node_modules/vite/dist/node/index.js', WEB).href)) as typeof import('vite');
  const running = await vite.createServer({
    root: fileURLToPath(WEB),
    configFile: fileURLToPath(new URL('vite.config.ts', WEB)),
    server: { middlewareMode: true, hmr: { server } },
    appType: 'custom',
  });
  return running.middlewares as RequestHandler;
}
