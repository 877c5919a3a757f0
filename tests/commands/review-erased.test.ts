import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ReviewModel } from '@hearth/server/features/review/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import { reviewLimits } from '@hearth/shared/review/limits';
import mongoose from 'mongoose';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { leave } from '../support/leaving.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

/** A moderator who leaves, and what they have decided, taken on or were given. */

let app: TestApp;
let board: BoardId;
let mo: Person;
let ben: Person;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  mo = await app.person({ name: 'Mo Moderator', role: 'moderator' });
  ben = await app.person({ name: 'Ben Okafor' });
});
afterAll(() => app.close());

async function reported() {
  const { id: threadId } = await aThread(ben, board);
  await (
    await app.person()
  ).do('report.make', {
    ...{ subject: { kind: 'post', threadId, no: 1 }, reason: 'spam', note: '' },
  });
  const { rows } = await mo.see('review.list', {});
  const { item } = present(
    rows.find(({ item: { subject } }) => subject.kind === 'post' && subject.threadId === threadId),
  );
  return { itemId: item.id, rev: item.rev };
}

/** So much is noted that of its history the beginning is not kept. */
async function noteMuch(itemId: Awaited<ReturnType<typeof reported>>['itemId']): Promise<void> {
  let { rev } = (await mo.see('review.get', { itemId })).item;
  for (let n = 0; n < reviewLimits.history; n++)
    ({ rev } = await mo.do('review.note', { itemId, rev, words: `Note ${n}` }));
}

/** Where something is said, in all that is stored. */
async function placesOf(...words: readonly string[]): Promise<string[]> {
  const { db } = mongoose.connection;
  const names = present(await db?.listCollections().toArray()).map(({ name }) => name);
  const found = names.map(async (name) => {
    const all = JSON.stringify(await db?.collection(name).find().toArray());
    return words.some((word) => all.includes(word)) ? [name] : [];
  });
  return (await Promise.all(found)).flat();
}

test('whoever decided, has taken on or was given something is named nowhere once they have left, however long ago that was', async () => {
  const lena = await app.person({ name: 'Lena Leaver', role: 'moderator' });
  const [decided, given] = [await reported(), await reported()];
  await lena.do('review.resolve', { ...decided, act: 'none', rule: null, words: 'Once is enough.' });
  const { id: itemId, rev } = await mo.do('review.assign', { ...given, to: lena.personId });
  await lena.do('review.claim', { itemId, rev });
  await Promise.all([noteMuch(decided.itemId), noteMuch(itemId)]);
  const items = await ReviewModel.find({ _id: { $in: [decided.itemId, itemId] } }).lean();
  expect(items.map(({ steps }) => JSON.stringify(steps).includes(lena.personId))).toEqual([false, false]);
  const [was, is] = [await item(decided), await item(given)];
  expect([was.outcome?.by, is.claim?.by, is.assigned]).toMatchObject(Array(3).fill({ name: 'Lena Leaver' }));

  await leave(app, lena, 'remove');
  expect(await placesOf(lena.personId, 'Lena Leaver')).toEqual([]);
  expect((await item(decided)).outcome).toMatchObject({ by: null, words: '', act: 'none' });
  const { assigned, claim } = await item(given);
  expect([assigned, claim?.by ?? null]).toEqual([null, null]);
}, 60_000);

async function item({ itemId }: Awaited<ReturnType<typeof reported>>) {
  return (await mo.see('review.get', { itemId })).item;
}
