import { expect, test } from '@jest/globals';
import { settle } from '@hearth/server/request/outcome';
import { createLogger } from '@hearth/server/platform/logger';
import { watchHeartbeats } from '@hearth/server/platform/heartbeat';
import { stayConnected } from '@hearth/server/platform/mongo';
import mongoose from 'mongoose';
import { startStore } from '../support/processes.ts';
import { Proxy } from '../support/proxy.ts';
import { until } from '../support/watching.ts';

/** On a quiet machine the driver loses its monitor in about one cut of ten, for each client. */
const CLIENTS = 10;
const ROUNDS = 4;

test('L7: every connection finds the store again that was away, though the driver forgets to look', async () => {
  const store = await startStore();
  const line = await Proxy.before(store.uri);
  const clients = Array.from({ length: CLIENTS }, () => mongoose.createConnection());
  const closes = await Promise.all(clients.map((client) => stayConnected(client, line.url)));
  let isOver = false;
  const answered = clients.map(() => 0);
  const ask = async (at: number) => {
    while (!isOver) {
      const found = clients[at]?.db?.collection('posts').findOne({});
      await found?.then(
        () => (answered[at] = (answered[at] ?? 0) + 1),
        () => new Promise((resolve) => setTimeout(resolve, 50)),
      );
    }
  };
  // Several at a time: the first to hear of the cut has the monitor look again while its socket is only just destroyed.
  const asking = clients.flatMap((_, at) => Array.from({ length: 5 }, () => ask(at)));
  await until(() => answered.every((count) => count > 20), 'everybody to be served', 20_000);
  for (let round = 0; round < ROUNDS; round++) {
    // A monitor looks again at once only when its last look is half a second ago.
    await new Promise((resolve) => setTimeout(resolve, 800));
    line.cut();
    line.mend();
    answered.fill(0);
    await until(() => answered.every((count) => count > 0), 'everybody to be served again', 20_000);
  }
  isOver = true;
  await Promise.all(asking);
  await Promise.all(closes.map((close) => close()));
  expect(clients.map(({ readyState }) => readyState)).toEqual(clients.map(() => 0));
  await line.close();
  await store.close();
}, 120_000);

test('a server that the driver has stopped looking at on purpose is not taken for one it has forgotten', async () => {
  const store = await startStore();
  const line = await Proxy.before(store.uri);
  const client = new mongoose.mongo.MongoClient(line.url, { heartbeatFrequencyMS: 500 });
  let timesStuck = 0;
  const end = watchHeartbeats(client, 1_500, () => (timesStuck += 1));
  await client.connect();
  line.fallSilent();
  // Nothing will come of this one, neither well nor ill.
  await new Promise((resolve) => client.once('serverHeartbeatStarted', resolve));
  await client.close();
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  expect(timesStuck).toBe(0);
  end();
  await line.close();
  await store.close();
}, 30_000);

test('F6: whoever waits for a store that fell silent is told busy when the driver gives the line up, for it may have happened', async () => {
  const store = await startStore();
  const line = await Proxy.before(store.uri);
  const client = mongoose.createConnection();
  const close = await stayConnected(client, line.url);
  line.fallSilent();
  const insert = async () => client.db?.collection('posts').insertOne({ text: 'Did you hear that?' });
  const result = await settle(createLogger('silent'), insert, 30_000);
  expect(result).toMatchObject({ ok: false, error: { code: 'busy' } });
  await line.close();
  await close();
  await store.close();
}, 60_000);
