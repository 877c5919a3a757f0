import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** How long whoever sends what cannot be read may go on sending before the connection ends. */
const LINGER_MS = 1_000;

/** By the code of Node's parser; anything else is a bad request. */
const STATUS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/**
 * Answers requests that cannot be read, and lets what is still on its way run out before the connection ends. Node ends it
 * at once: what arrives after that is answered with a reset, which takes the answer along (RFC 9112, section 9.6).
 */
export function answerUnreadable(server: Server): void {
  const ending = new WeakSet<Socket>();
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    // What runs out cannot be read either, and is told of piece by piece.
    if (ending.has(socket)) return;
    // Gone already, or in the middle of an answer that this would become a part of.
    if (!socket.writable || socket.bytesWritten > 0) return void socket.destroy();
    ending.add(socket);
    const status = STATUS[error.code ?? ''] ?? '400 Bad Request';
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    const late = setTimeout(() => socket.destroy(), LINGER_MS);
    socket.once('close', () => clearTimeout(late));
  });
}
