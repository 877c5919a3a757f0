import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import { usualGates } from '@hearth/shared/held/policy';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, anAnsweredThread } from '../support/builders.ts';
import { knownPeople } from '../support/known-people.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let board: BoardId;
let mo: Person;
let nia: Person;
let ana: Person;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  await (await app.person({ role: 'admin' })).do('gate.set', { ...usualGates, pauseAt: 0 });
  [mo, nia] = [await app.person({ role: 'moderator' }), await app.person({ role: 'moderator', name: 'Nia' })];
  ana = await app.person();
}, 60_000);
afterAll(() => app.close());

/** A post of Ana's that Mo has put up and given to Nia. */
async function given(text: string) {
  const { id: threadId } = await anAnsweredThread(ana, nia, board, { text });
  const { id: itemId, rev } = await mo.do('review.open', { threadId, no: 1 });
  const item = await mo.do('review.assign', { itemId, rev, to: nia.personId });
  return { threadId, itemId, rev: item.rev };
}

async function isDeleted(threadId: Awaited<ReturnType<typeof given>>['threadId']): Promise<boolean> {
  await app.settled();
  return Boolean(present((await nia.see('thread.get', { threadId })).posts[0]).deleted);
}

test('what is decided nobody gives back: its undo brings the post back, and there is one appeal', async () => {
  const { threadId, itemId, rev } = await given('Removed while it was Nia’s.');
  const said = { act: 'remove', rule: 'be-kind', words: 'No.' } as const;
  const done = await mo.do('review.resolve', { itemId, rev, ...said });
  await app.settled();
  expect(reasonIn((await nia.post('review.release', { itemId, rev: done.rev })).body)).toBe('review-closed');
  await ana.do('removal.appeal', { itemId, words: 'First.' });
  await app.settled();
  expect(reasonIn((await ana.post('removal.appeal', { itemId, words: 'Second.' })).body)).toBe('appealed-before');
  await mo.do('review.undo', { itemId, rev: done.rev });
  expect(await isDeleted(threadId)).toBe(false);
});

test('who gives back what they took on leaves it with whom it was given', async () => {
  const { itemId, rev } = await given('Given to Nia, looked at by Mo.');
  const taken = await mo.do('review.claim', { itemId, rev });
  const back = await mo.do('review.release', { itemId, rev: taken.rev });
  expect([back.claim, back.assigned?.name]).toEqual([null, 'Nia']);
  expect((await nia.do('review.release', { itemId, rev: back.rev })).assigned).toBeNull();
});

test('whoever reported something does not undo what another decided about it', async () => {
  const { id: threadId } = await anAnsweredThread(ana, nia, board, { text: 'Reported by a moderator.' });
  const subject = { kind: 'post', threadId, no: 1 } as const;
  await mo.do('report.make', { subject, reason: 'other', note: '' });
  for (const one of await knownPeople(app, board, 3))
    await one.do('report.make', { subject, reason: 'harassment', note: '' });
  expect(await isDeleted(threadId)).toBe(true);
  const { rows } = await nia.see('review.list', {});
  const item = rows.find(({ item: one }) => 'threadId' in one.subject && one.subject.threadId === threadId)?.item;
  const { id: itemId, rev } = present(item);
  const done = await nia.do('review.reject', { itemId, rev, words: '' });
  expect(reasonIn((await mo.post('review.undo', { itemId, rev: done.rev })).body)).toBe('review-reported');
  expect(await isDeleted(threadId)).toBe(false);
  await nia.do('review.undo', { itemId, rev: done.rev });
  expect(await isDeleted(threadId)).toBe(true);
});
