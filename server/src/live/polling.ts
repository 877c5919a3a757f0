import type { IncomingMessage, ServerResponse } from 'node:http';
import { isFromOutside } from '../http/host.ts';
import type { Services } from '../services.ts';
import { disconnect } from './put-out.ts';
import { isOwnRequest } from './origin.ts';
import type { LiveConnection, LiveServer } from './sockets.ts';
import { noteAnswer, unreadBytes } from './unread.ts';

/**
 * Looks at every request of the live connection, also at those by which somebody polls who is in already; the engine asks
 * once, when they come. A connection is known by its id, which may get into other hands: it serves the session alone that
 * opened it.
 */
export function guardRequests(io: LiveServer, services: Services): void {
  const open = new Map<string, LiveConnection>();
  io.engine.on('connection', (connection: LiveConnection) => {
    const { sid } = connection.transport;
    open.set(sid, connection);
    connection.once('close', () => open.delete(sid));
  });
  io.engine.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
    const refusal = refusalOf(request, response, services, open);
    if (refusal === null) next();
    else if (request.headers.upgrade === undefined) response.writeHead(refusal).end();
    // Of an upgrade there is no response yet; this closes its line.
    else response.end();
  });
}

/** The status to refuse it with, or null. */
function refusalOf(
  request: IncomingMessage,
  response: ServerResponse,
  services: Services,
  open: ReadonlyMap<string, LiveConnection>,
): number | null {
  if (!isAllowed(request, services)) return 403;
  if (request.method !== 'GET' && request.method !== 'POST') return 405;
  const asked = new URL(request.url ?? '/', 'http://hearth').searchParams;
  // An answer as a script could be read by every page that loads it (JSONP), and none of ours does.
  if (asked.has('j')) return 400;
  // As the engine reads it: the last one.
  const sid = asked.getAll('sid').at(-1);
  const connection = sid === undefined ? undefined : open.get(sid);
  if (!connection) return null;
  if (!services.sessions.isSame(services, connection.request.headers.cookie, request.headers.cookie)) {
    services.log.warn('a live connection was asked for with another session');
    return 403;
  }
  if (request.method === 'POST' || request.headers.upgrade !== undefined) return null;
  // Who polls reads one answer before they ask for the next one; otherwise answers would pile up on lines of their own.
  if (unreadBytes(connection) > 0) {
    disconnect(connection);
    return 400;
  }
  noteAnswer(connection, response);
  return null;
}

export function isAllowed(request: IncomingMessage, services: Pick<Services, 'config' | 'log' | 'isDemo'>): boolean {
  if (isFromOutside(services, request.headers)) return false;
  const isOwn = isOwnRequest(request, services.config);
  if (!isOwn) services.log.warn({ origin: request.headers.origin }, 'a live connection of another site was refused');
  return isOwn;
}
