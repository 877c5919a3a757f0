import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { FoldedPinModel } from '@hearth/server/features/pins/model';
import type { OwnValue } from '@hearth/shared/kernel/protocol';
import { OWN_FOLDED_PIN } from '@hearth/shared/pins/own';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { leave } from '../support/leaving.ts';
import { reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
let ana: Person;
let mo: Person;
let threadId: ThreadId;
beforeAll(async () => {
  app = await openApp();
  [ana, mo] = [await app.person(), await app.person({ role: 'moderator' })];
});
afterAll(() => app.close());
beforeEach(async () => {
  threadId = (await aThread(ana, await aBoard())).id;
});

const DAY_MS = 86_400_000;
const pin = async (days: number) => {
  const end = new Date(app.clock.now().getTime() + days * DAY_MS).toISOString();
  await mo.do('thread.pin', { threadId, until: end });
  return end;
};

test('a pinned thread is folded for oneself alone, once however often it is said, and brought back', async () => {
  const end = await pin(3);
  for (let n = 0; n < 2; n++) expect(await ana.do('pin.fold', { threadId, folded: true })).toEqual({ until: end });
  expect(await ana.see('pin.folded', {})).toEqual({ [threadId]: end });
  expect([await mo.see('pin.folded', {}), await app.stranger().see('pin.folded', {})]).toEqual([{}, {}]);
  expect((await ana.see('thread.get', { threadId })).thread.pinnedUntil).toBe(end);
  for (let n = 0; n < 2; n++) expect(await ana.do('pin.fold', { threadId, folded: false })).toEqual({ until: null });
  expect(await ana.see('pin.folded', {})).toEqual({});
});

test('it counts for that pin: pinned anew until another day, the thread is on top again', async () => {
  const end = await pin(3);
  await ana.do('pin.fold', { threadId, folded: true });
  await mo.do('thread.pin', { threadId, until: null });
  expect(await pin(5)).not.toBe(end);
  expect(await ana.see('pin.folded', {})).toEqual({ [threadId]: end });
  await mo.do('thread.pin', { threadId, until: null });
  expect(await ana.do('pin.fold', { threadId, folded: true })).toEqual({ until: null });
  expect(await ana.see('pin.folded', {})).toEqual({});
});

test('what one may not read is folded by nobody, and neither is anything by strangers', async () => {
  const staff = await aThread(mo, await aBoard({ readers: 'staff' }));
  expect(reasonIn((await ana.post('pin.fold', { threadId: staff.id, folded: true })).body)).toBe('no-such-thing');
  expect(reasonIn((await app.stranger().post('pin.fold', { threadId, folded: true })).body)).toBe('sign-in-first');
});

test('all pages of one person learn of it', async () => {
  const end = await pin(3);
  const own: OwnValue[] = [];
  const tab = ana.openSocket();
  tab.on('own', (values) => own.push(...values));
  await tab.emitWithAck('query', 'account.me', {});
  await ana.do('pin.fold', { threadId, folded: true });
  const isTold = ({ kind, key, value }: OwnValue) => kind === OWN_FOLDED_PIN && key === threadId && value === end;
  await until(() => own.some(isTold), 'to be told');
  tab.disconnect();
});

test('it is exported, erased with its person, and gone with the pin', async () => {
  const leaver = await app.person();
  const end = await pin(3);
  await leaver.do('pin.fold', { threadId, folded: true });
  expect((await leaver.see('account.export', {})).foldedPins).toEqual([{ threadId, until: end }]);
  await leave(app, leaver, 'keep');
  expect(await FoldedPinModel.countDocuments({ personId: leaver.personId })).toBe(0);
  expect(FoldedPinModel.schema.indexes()).toContainEqual([
    { until: 1 },
    expect.objectContaining({ expireAfterSeconds: 0 }),
  ]);
});
