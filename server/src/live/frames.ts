import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import { Meter } from './meter.ts';

/** Frames of one message. Our clients send one; a proxy between may cut a long one into some. */
const MOST_FRAGMENTS = 32;
/** Pieces of a frame that wait for the rest of it: 64 kB in the smallest packets of any network. */
const MOST_PIECES = 1_024;

/**
 * The engine's WebSocket server, with every line counted from its first frame to its last: pings and pongs, which the engine
 * never hears of, and what is said over lines that it does not know yet or has given up.
 */
export function countingFrames(log: Logger): typeof WebSocketServer {
  return class extends WebSocketServer {
    constructor(options?: ServerOptions) {
      super({ ...options, maxFragments: MOST_FRAGMENTS, maxBufferedChunks: MOST_PIECES });
    }

    override handleUpgrade(
      request: IncomingMessage,
      line: Duplex,
      head: Buffer,
      serve: (opened: InstanceType<typeof WebSocket>, request: IncomingMessage) => void,
    ): void {
      super.handleUpgrade(request, line, head, (opened) => {
        countAll(opened, log);
        serve(opened, request);
      });
    }
    // The engine makes one from options alone; the library's class takes a callback too, and has type parameters.
  } as typeof WebSocketServer;
}

function countAll(opened: WebSocket, log: Logger): void {
  const { count } = new Meter((isFirst) => {
    if (!isFirst) return;
    log.warn('a connection said too much and was put out');
    opened.terminate();
  });
  for (const kind of ['message', 'ping', 'pong'] as const) opened.on(kind, count);
}
