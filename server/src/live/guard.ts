import type { Logger } from 'pino';
import type { InFlightRequests } from './in-flight-requests.ts';
import { Meter } from './meter.ts';
import { disconnect } from './put-out.ts';
import { putOutIfTooSlow } from './slow.ts';
import type { LiveConnection, LiveServer, LiveSocket } from './sockets.ts';

/** Times what may wait for a connection: so much of it that is new may be about to leave. */
const AT_ONCE = 2;

type Handler = (parts: readonly unknown[]) => Promise<unknown>;

/**
 * The one wrapper of every message. Nothing a client sends, leaves out or sends in place of an acknowledgement ends the
 * process (promise L9): the last part is an acknowledgement only if it can be called, and a failure stays here.
 */
export function guarded(
  socket: LiveSocket,
  log: Logger,
  inFlight: InFlightRequests,
  handler: Handler,
): (...parts: unknown[]) => void {
  return (...parts) => {
    const last = parts.at(-1);
    const acknowledge = typeof last === 'function' ? last : null;
    const given = acknowledge ? parts.slice(0, -1) : parts;
    inFlight.begin(socket, () =>
      handler(given)
        .then((answer) => {
          acknowledge?.(answer);
          // Many long answers that are asked for at once are there before anybody looks.
          putOutIfTooSlow(socket.conn, log, AT_ONCE);
        })
        .catch((error: unknown) => log.error({ error }, 'a message failed')),
    );
  };
}

/**
 * Counts whatever is said over a connection, before anybody looks into it: who has joined, left, or asks for what is not
 * there has a connection as well, and is answered in our memory. A heartbeat counts too, and is one in 25 seconds. This is
 * by plain requests or by WebSocket; what comes over a WebSocket is also counted frame by frame, in frames.ts.
 */
export function startDisconnectingFloods(io: LiveServer, log: Logger): void {
  io.engine.on('connection', (connection: LiveConnection) => {
    const { count } = new Meter((isFirst) => {
      if (isFirst) log.warn('a connection said too much and was put out');
      disconnect(connection);
    });
    let hasJoined = false;
    connection.on('packet', (packet: { data?: unknown }) => {
      count();
      if (isForElsewhere(packet.data) || (isJoining(packet.data) && hasJoined)) disconnect(connection);
      hasJoined ||= isJoining(packet.data);
    });
  });
}

/** There is one namespace, and our clients never name it; the refusal of another one repeats its name at any length. */
function isForElsewhere(data: unknown): boolean {
  return typeof data === 'string' && data.startsWith('0/');
}

/** Once for a connection: who joins twice at once would be in twice, and be told everything as often. */
function isJoining(data: unknown): boolean {
  return typeof data === 'string' && data.startsWith('0');
}
