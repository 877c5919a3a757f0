import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { HeldModel } from '@hearth/server/features/held/model';
import { recoverHeld } from '@hearth/server/features/held/listing';
import type { BoardId } from '@hearth/shared/boards/entity';
import { heldLimits } from '@hearth/shared/held/limits';
import { testGates } from '../support/gates.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

/** What a server that died, or was slow, has left of posts that wait. */

let app: TestApp;
let board: BoardId;
let mo: Person;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  mo = await app.person({ role: 'moderator' });
  const ada = await app.person({ role: 'admin' });
  await ada.do('gate.set', { ...testGates, firstPosts: 5 });
});
afterAll(() => app.close());

async function held(): Promise<{ ana: Person; id: string }> {
  const { id: threadId } = await aThread(mo, board);
  const ana = await app.person();
  expect(await ana.try('post.reply', { threadId, text: 'Hello!' })).toMatchObject({ error: { reason: 'held' } });
  await app.settled();
  return { ana, id: present((await ana.see('held.own', {})).posts[0]).id };
}

async function itemOf(heldId: string) {
  const { rows } = await mo.see('review.list', {});
  return rows.find(({ item: { subject } }) => subject.kind === 'held' && subject.heldId === heldId)?.item ?? null;
}

/** As it is seconds after a server died in between. */
async function left(id: string, fields: object): Promise<void> {
  await HeldModel.updateOne({ _id: id }, { $set: fields });
  app.clock.advance(10_000);
}

test('a post that was being taken back when its server died is taken back, also where its author tries again', async () => {
  const [one, other] = [await held(), await held()];
  for (const { id } of [one, other]) await left(id, { state: 'withdrawn', isListed: false });
  await other.ana.do('held.take-back', { id: other.id });
  expect(await itemOf(other.id)).toBeNull();
  expect(await itemOf(one.id)).not.toBeNull();
  await recoverHeld(app.services);
  expect(await itemOf(one.id)).toBeNull();
  for (const { id } of [one, other])
    expect(await HeldModel.findById(id).lean()).toMatchObject({ state: 'withdrawn', input: null, isListed: true });
});

test('what was taken back before it stood in the queue stands there no more, and what waits does', async () => {
  const [gone, waits] = [await held(), await held()];
  await left(gone.id, { state: 'withdrawn', isListed: false });
  await left(waits.id, { isListed: false });
  await recoverHeld(app.services);
  expect(await itemOf(gone.id)).toBeNull();
  expect(await HeldModel.findById(waits.id).lean()).toMatchObject({ isListed: true });
});

test('what a new version would not take any more is still read, and refused with a reason when it is published', async () => {
  const { ana, id } = await held();
  await left(id, { 'input.inReplyTo': 'a number, once' });
  expect((await ana.see('held.own', {})).posts).toMatchObject([{ state: 'waiting', text: 'Hello!' }]);
  const item = present(await itemOf(id));
  await mo.do('review.reject', { itemId: item.id, rev: item.rev, words: '' });
  await app.settled();
  expect((await ana.see('held.own', {})).posts).toMatchObject([{ state: 'refused', text: 'Hello!' }]);
});

test('what was not published goes after three months, and no sooner where nobody has looked after its files', async () => {
  const { id } = await held();
  const item = present(await itemOf(id));
  await mo.do('review.resolve', { itemId: item.id, rev: item.rev, act: 'remove', rule: null, words: 'No.' });
  await app.settled();
  expect(await HeldModel.findById(id).lean()).toMatchObject({ state: 'refused', endsAt: null });
  app.clock.advance((heldLimits.days + 5) * 86_400_000);
  expect((await HeldModel.findById(id).lean())?.input).not.toBeNull();
  await app.services.jobs.settled(20_000);
  const record = await HeldModel.findById(id).lean();
  expect(record).toMatchObject({ state: 'refused', input: null });
  expect(record?.endsAt?.getTime()).toBeGreaterThan(app.clock.now().getTime());
});
