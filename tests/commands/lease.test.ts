import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { withLease } from '@hearth/server/platform/lease';
import { openStore } from '@hearth/server/platform/mongo';
import { StoreProcess } from '../faults/scenarios/store-process.ts';

let store: StoreProcess;
let own: Awaited<ReturnType<typeof openStore>>;
beforeAll(async () => {
  store = await StoreProcess.start();
  own = await openStore({ mongoUri: store.uri, dataFolder: '' });
}, 30_000);
afterAll(async () => {
  await own.close();
  await store.close();
}, 30_000);

test('whoever waits too long for an answer gives the lease up before another may take it', async () => {
  let took = Infinity;
  const held = withLease({ name: 'alone', isShared: true, onWait: () => {} }, async ({ signal }) => {
    // The store lives, and this one beat is not answered.
    const hangs = { failCommands: ['update'], blockConnection: true, blockTimeMS: 10_500 };
    await store.fault('failCommand', { times: 1 }, hangs);
    const begin = performance.now();
    await once(signal, 'abort');
    took = performance.now() - begin;
  });
  await expect(held).rejects.toThrow('has taken over');
  expect(took).toBeLessThan(9_000);
}, 40_000);
