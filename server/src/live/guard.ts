import type { Logger } from 'pino';
import type { Answering } from './answering.ts';
import type { LiveConnection, LiveServer, LiveSocket } from './sockets.ts';

/** Packets of one connection in ten seconds; more and it is put out. A person typing and voting sends a tenth of that. */
const MOST = 150;
const WINDOW_MS = 10_000;

type Handler = (parts: readonly unknown[]) => Promise<unknown>;

/**
 * The one wrapper of every message. Nothing a client sends, leaves out or sends in place of an acknowledgement ends the
 * process (promise L9): the last part is an acknowledgement only if it can be called, and a failure stays here.
 */
export function guarded(
  socket: LiveSocket,
  log: Logger,
  answering: Answering,
  handler: Handler,
): (...parts: unknown[]) => void {
  return (...parts) => {
    const last = parts.at(-1);
    const acknowledge = typeof last === 'function' ? last : null;
    const given = acknowledge ? parts.slice(0, -1) : parts;
    answering.begin(socket, () =>
      handler(given)
        .then((answer) => void acknowledge?.(answer))
        .catch((error: unknown) => log.error({ error }, 'a message failed')),
    );
  };
}

/**
 * Counts whatever comes over a connection, before anybody looks into it: who has joined, left, or asks for what is not
 * there has a connection as well, and is answered in our memory. A heartbeat counts too, and is one in 25 seconds.
 */
export function startPuttingOutFloods(io: LiveServer, log: Logger): void {
  io.engine.on('connection', (connection: LiveConnection) => {
    let since = performance.now();
    let packets = 0;
    const count = () => {
      const now = performance.now();
      if (now - since > WINDOW_MS) [since, packets] = [now, 0];
      packets += 1;
      if (packets === MOST + 1) log.warn('a connection said too much and was put out');
      if (packets > MOST) putOut(connection);
    };
    connection.on('packet', (packet: { data?: unknown }) => {
      count();
      if (isForElsewhere(packet.data)) putOut(connection);
    });
    // A second line that asks again and again whether it may take the first one's place is answered each time.
    connection.on('upgrading', count);
  });
}

/** There is one namespace, and our clients never name it; the refusal of another one repeats its name at any length. */
function isForElsewhere(data: unknown): boolean {
  return typeof data === 'string' && data.startsWith('0/');
}

/** At once, with what waits for it: a polite closing would wait half a minute for somebody who does not read. */
export function putOut(connection: LiveConnection): void {
  // Only a WebSocket can be ended so; what polls has nothing open that keeps what is not fetched.
  const { socket } = connection.transport as unknown as { socket?: { terminate?: () => void } };
  connection.close(true);
  socket?.terminate?.();
}
