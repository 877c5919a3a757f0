import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { refuseUpgrades } from '@hearth/server/live/upgrades';
import { portOf } from '../support/parts.ts';

const countOf = (server: Server) => promisify(server.getConnections.bind(server))();

test.each([
  ['hangs up', false],
  ['never hangs up', true],
])('a line whose upgrade is refused is given back, also where the other end %s', async (_, allowHalfOpen) => {
  const server = createServer();
  refuseUpgrades(server, () => false);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  const line = connect({ port, host: '127.0.0.1', allowHalfOpen });
  line.write('GET /socket.io/ HTTP/1.1\r\nHost: hearth\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  let answer = '';
  line.on('data', (piece: Buffer) => (answer += piece.toString()));
  await once(line, 'end');
  expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await countOf(server)).toBe(0);
  line.destroy();
  server.close();
});
