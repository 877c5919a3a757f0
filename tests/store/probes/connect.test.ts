import { expect, test } from '@jest/globals';
import { failureOf, useStore } from '../support/use-store.ts';

const store = useStore();

test('answers ping and tells its version', async () => {
  expect(await store.db.admin().command({ ping: 1 })).toMatchObject({ ok: 1 });
  expect(await store.db.admin().command({ buildInfo: 1 })).toMatchObject({
    version: expect.stringMatching(/^\d+\.\d+/),
  });
});

test('refuses a command it does not know with code 59', async () => {
  expect(await failureOf(store.db.command({ noSuchCommand: 1 }))).toMatchObject({ code: 59 });
});
