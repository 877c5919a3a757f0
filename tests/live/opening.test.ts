import { createServer } from 'node:http';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { Connection } from '@hearth/web/lib/live/connection';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { WebSocketServer } from 'ws';
import { until } from '../support/watching.ts';
import { portOf } from '../support/parts.ts';

test.each([
  ['the first try', 0],
  ['a later try', 1],
])(
  'L3: a line that ends after it was accepted and before the greeting is tried again at once: %s',
  async (_, before) => {
    const server = createServer();
    const real = new Server(server, { destroyUpgrade: false });
    // The only listener yet is the engine's.
    const engine = server.listeners('upgrade').at(-1) as (...parts: unknown[]) => void;
    server.off('upgrade', engine);
    const accepting = new WebSocketServer({ noServer: true });
    let tries = 0;
    server.on('upgrade', (request, line, head) => {
      tries += 1;
      if (tries <= before) line.destroy();
      else if (tries === before + 1) accepting.handleUpgrade(request, line, head, (accepted) => accepted.terminate());
      else engine(request, line, head);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${portOf(server)}`;
    const socket = io(url, { transports: ['websocket'], reconnectionDelay: 50, reconnectionDelayMax: 200 });
    const connection = new Connection(socket);
    await until(() => connection.isConnected, 'the line', 4_000);
    expect(tries).toBe(before + 2);
    connection.close();
    await real.close();
  },
);
