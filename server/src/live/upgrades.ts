import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

const FORBIDDEN = 'HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/**
 * To be called when the engine listens: it answers every upgrade that it refuses with 400, and another site's page is to
 * get the 403 that its plain requests get.
 */
export function refuseUpgrades(server: Server, isAllowed: (request: IncomingMessage) => boolean): void {
  const listeners = server.listeners('upgrade');
  server.removeAllListeners('upgrade');
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (isAllowed(request)) for (const serve of listeners) serve(request, socket, head);
    // Nobody listens to it any more: what is only ended would stay open for as long as the other end likes.
    else socket.on('error', () => {}).end(FORBIDDEN, () => socket.destroy());
  });
}
