import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { setProven } from '@hearth/server/features/accounts/store';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { removeAs } from '../support/removing.ts';

let app: TestApp;
let board: BoardId;
let mo: Person;
let asker: Person;
let helper: Person;
let threadId: ThreadId;
beforeAll(async () => {
  app = await openApp({ HEARTH_RATE_FACTOR: '1' });
  mo = await app.person({ role: 'moderator', name: 'Mo Derator' });
  board = await aBoard({ kind: 'question' });
});
afterAll(() => app.close());
beforeEach(async () => {
  [asker, helper] = [await app.person({ name: 'Ana Asker' }), await app.person({ name: 'Ben Helper' })];
  for (const one of [asker, helper]) await setProven(one.personId);
  threadId = (await aThread(asker, board, { text: 'No driver since May.' })).id;
  await helper.do('post.reply', { threadId, text: 'Ask the drivers.' });
  await asker.do('answer.accept', { threadId, no: 2 });
});

const WORDS = { title: 'Driving', problem: 'No driver.', worked: 'Asking.', steps: 'Donuts.', named: [] };
const begin = (person = asker) => person.do('practice.start', { threadId, picked: [] });
const reasonOf = async (person: Person, name: string, input: object = {}) =>
  reasonIn((await person.post(name, { threadId, ...input })).body);
const strangers = async () => reasonIn((await app.stranger().get('practice.get', { threadId })).body) ?? 'reads';

/** Each of what others get to read words by. */
async function refusalsOf(person: Person): Promise<unknown[]> {
  const { note } = await mo.see('practice.get', { threadId });
  return [
    await reasonOf(person, 'practice.edit', { ...WORDS, rev: present(note).rev }),
    await reasonOf(person, 'practice.publish'),
  ];
}

test('H32: what a moderator withdrew only a moderator publishes again, also what is made anew', async () => {
  await begin();
  await asker.do('practice.publish', { threadId });
  await mo.do('practice.withdraw', { threadId });
  expect(await reasonOf(asker, 'practice.publish')).toBe('practice-withheld');
  await asker.do('practice.discard', { threadId });
  await begin();
  expect(await reasonOf(asker, 'practice.publish')).toBe('practice-withheld');
  expect(await strangers()).toBe('no-such-thing');
  await mo.do('practice.publish', { threadId });
  await asker.do('practice.withdraw', { threadId });
  await asker.do('practice.publish', { threadId });
  expect(await strangers()).toBe('reads');

  await mo.do('practice.discard', { threadId });
  await begin();
  expect(await reasonOf(asker, 'practice.publish')).toBe('practice-withheld');
});

test('H32: a moderator withdraws a note of their own question as whoever asked it', async () => {
  const host = await app.person({ role: 'moderator' });
  threadId = (await aThread(host, board)).id;
  await helper.do('post.reply', { threadId, text: 'Ask them.' });
  await host.do('answer.accept', { threadId, no: 2 });
  await begin(host);
  for (const name of ['publish', 'withdraw'] as const) await host.do(`practice.${name}`, { threadId });
  await (await app.person({ role: 'admin' })).do('person.set-role', { personId: host.personId, role: 'member' });
  await host.do('practice.publish', { threadId });
});

test('H32: where a thread is locked only moderators change and publish its note; whoever made it takes it back', async () => {
  await mo.do('thread.lock', { threadId, reason: 'Enough.' });
  expect(await reasonOf(asker, 'practice.start', { picked: [] })).toBe('locked');
  const { rev } = await begin(mo);
  expect(await refusalsOf(asker)).toEqual(['locked', 'locked']);
  await mo.do('practice.edit', { threadId, ...WORDS, rev });
  await mo.do('practice.publish', { threadId });
  await asker.do('practice.withdraw', { threadId });
  await asker.do('practice.discard', { threadId });
  await begin(mo);
});

test('H32: without its question a note is changed and published by moderators alone', async () => {
  await begin();
  await removeAs(mo, { threadId, no: 1 });
  expect(await refusalsOf(asker)).toEqual(['practice-without-question', 'practice-without-question']);
  await asker.do('practice.discard', { threadId });
  expect(await reasonOf(asker, 'practice.start', { picked: [] })).toBe('practice-without-question');
  await begin(mo);
});

test('H32: of a thread that was merged only moderators change a note', async () => {
  const { rev } = await begin();
  const { id: into } = await aThread(mo, board);
  await mo.do('thread.merge', { threadId, into });
  await app.settled();
  expect(await refusalsOf(asker)).toEqual(['merged', 'merged']);
  await mo.do('practice.edit', { threadId, ...WORDS, rev });
});

test('H32: what an account of the first day publishes is counted with its other words', async () => {
  await begin();
  const before = present((await asker.see('account.me', {})).newHere).left;
  await asker.do('practice.publish', { threadId });
  expect(present((await asker.see('account.me', {})).newHere).left).toBe(before - 1);
  await asker.do('practice.withdraw', { threadId });
  for (let n = before - 1; n > 0; n--) await asker.do('post.reply', { threadId, text: `New ${n}` });
  expect(await reasonOf(asker, 'practice.publish')).toBe('new-here');
});
