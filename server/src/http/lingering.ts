import { STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How long what is still on its way is read and thrown away. */
const LINGER_MS = 1_000;

/** What Node answers by itself; everything else is a bad request. */
const STATUS_OF: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/**
 * Whoever is answered before they have sent everything gets to read the answer: of a request that Node cannot read, and of
 * one that is too long. Node destroys such a connection as soon as the answer is written, and what arrives after that makes
 * the system send a reset, which can overtake the answer (RFC 9112, section 9.6).
 */
export function closeGently(server: Server): void {
  server.on('connection', (socket: Socket) => {
    // What Node calls after the last answer on a connection.
    socket.destroySoon = () => linger(socket);
  });
  server.on('clientError', ({ code = '' }: NodeJS.ErrnoException, socket: Socket) => {
    // What follows a request that could not be read is none either.
    if (socket.writableEnded) return;
    // Node looks at the same where nobody listens; types do not know it.
    const { _httpMessage: answer } = socket as Socket & { readonly _httpMessage?: ServerResponse | null };
    const isBegun = answer?.headersSent === true;
    // Words of ours in the middle of an answer would be taken for a part of it.
    if (!socket.writable || (isBegun && !answer.writableEnded)) return void socket.destroy();
    const status = STATUS_OF[code] ?? 400;
    if (!isBegun)
      socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    linger(socket);
  });
}

function linger(socket: Socket): void {
  if (socket.writableEnded) return;
  const late = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(late)).once('end', () => socket.destroy());
  socket.end();
  // Nobody looks for requests in it any more.
  socket.removeAllListeners('data').on('data', () => {});
  socket.resume();
}
