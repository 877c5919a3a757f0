import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { PauseModel } from '@hearth/server/features/held/gate-model';
import { addToPause, findPause, turnPause } from '@hearth/server/features/held/gate-store';
import type { BoardId } from '@hearth/shared/boards/entity';
import { testGates } from '../support/gates.ts';
import type { ReportSubject } from '@hearth/shared/review/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { knownPeople } from '../support/known-people.ts';
import { leave } from '../support/leaving.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

/** What somebody new writes waits once several people have reported them. */

let app: TestApp;
let board: BoardId;
let ada: Person;
let mo: Person;
let known: Person[];
beforeAll(async () => {
  app = await openApp({ HEARTH_RATE_FACTOR: '100' });
  board = await aBoard();
  [ada, mo] = [await app.person({ role: 'admin' }), await app.person({ role: 'moderator' })];
  known = await knownPeople(app, board, 16);
}, 60_000);
beforeEach(() => ada.do('gate.set', testGates));
afterAll(() => app.close());

async function reported(by: readonly Person[], ...subjects: ReportSubject[]) {
  for (const [n, one] of by.entries()) {
    const subject = present(subjects[n % subjects.length]);
    await one.do('report.make', { subject, reason: 'spam', note: '' });
  }
  await app.settled();
  app.clock.advance(1_000);
}

/** Two posts of one person, as they are reported. */
async function postsOf(author: Person) {
  const subjects: ReportSubject[] = [];
  for (const title of ['One', 'Another']) {
    const { id: threadId } = await aThread(author, board, { title, text: `${title}, by ${author.personId}` });
    subjects.push({ kind: 'post', threadId, no: 1 });
  }
  return subjects;
}

async function reply(author: Person) {
  const { id: threadId } = await aThread(mo, board);
  const result = await author.try('post.reply', { threadId, text: `A word of ${author.personId}` });
  return result.ok ? 'there' : result.error.reason;
}
const isPaused = async (person: Person) => (await person.see('trust.get', {})).isPaused;

async function decide(author: Person, does: 'reject' | 'settle') {
  const { rows } = await ada.see('review.list', { author: author.personId });
  for (const { item } of rows.filter(({ item: { kind } }) => kind === 'report')) {
    const seen = { itemId: item.id, rev: item.rev };
    if (does === 'reject') await ada.do('review.reject', { ...seen, words: '' });
    else await ada.do('review.resolve', { ...seen, act: 'none', rule: null, words: '' });
  }
  await app.settled();
}

test('reported by two who are known, for two things, somebody new is told and what they write waits until both are found to be right', async () => {
  const ana = await app.person();
  const subjects = await postsOf(ana);
  await reported(known.slice(0, 1), ...subjects);
  expect([await isPaused(ana), await reply(ana)]).toEqual([false, 'there']);
  await reported([present(known[1])], present(subjects[1]));
  expect([await isPaused(ana), await reply(ana)]).toEqual([true, 'held']);
  expect(await mo.see('trust.get', { personId: ana.personId })).toMatchObject({ isPaused: true });
  const { rows } = await mo.see('review.list', { author: ana.personId });
  expect(rows.flatMap(({ shown }) => shown.held?.reasons ?? [])).toEqual(['reported']);
  const [first] = rows.filter(({ item }) => item.kind === 'report');
  const seen = present(first).item;
  await ada.do('review.reject', { itemId: seen.id, rev: seen.rev, words: '' });
  await app.settled();
  expect(await isPaused(ana)).toBe(true);
  await decide(ana, 'reject');
  expect([await isPaused(ana), await reply(ana)]).toEqual([false, 'there']);
});

test('where something did break a rule it goes on until they are new no more; an undo says so again', async () => {
  const ana = await app.person();
  await reported(known.slice(2, 4), ...(await postsOf(ana)));
  await decide(ana, 'settle');
  expect([await isPaused(ana), await reply(ana)]).toEqual([true, 'held']);
  const ben = await app.person();
  await reported(known.slice(4, 6), ...(await postsOf(ben)));
  await decide(ben, 'reject');
  expect(await isPaused(ben)).toBe(false);
  const { rows } = await ada.see('review.list', { state: 'rejected', author: ben.personId });
  for (const { item } of rows) await ada.do('review.undo', { itemId: item.id, rev: item.rev });
  await app.settled();
  expect(await isPaused(ben)).toBe(true);
});

test('whoever is known, whoever is reported over days or by new people, and where admins say so, nobody is paused', async () => {
  const [regular] = known.slice(6, 7);
  await reported(known.slice(7, 9), { kind: 'person', personId: present(regular).personId });
  expect([await isPaused(present(regular)), await reply(present(regular))]).toEqual([false, 'there']);
  const ana = await app.person();
  const [post] = await postsOf(ana);
  const fresh = await Promise.all(Array.from({ length: 6 }, () => app.person()));
  await reported([...fresh, ...known.slice(9, 10)], present(post));
  app.clock.advance(25 * 3_600_000);
  await reported(known.slice(10, 11), present(post));
  expect(await isPaused(ana)).toBe(false);
  await ada.do('gate.set', { ...testGates, pauseAt: 0 });
  await reported(known.slice(11, 13), present(post));
  expect([await isPaused(ana), await reply(ana)]).toEqual([false, 'there']);
});

test('of two who turn a pause one does, and nobody whom a later look has overtaken', async () => {
  const { personId } = await app.person();
  const endsAt = new Date(app.clock.now().getTime() + 60_000);
  const add = async (itemId: string) => {
    await addToPause(personId, itemId, endsAt);
    return present(await findPause(personId));
  };
  const first = await add('one');
  const turned = await Promise.all([turnPause(first, true), turnPause(first, true)]);
  expect(turned.filter(Boolean)).toHaveLength(1);
  // Somebody looks at it to end it, and before they do another report comes in.
  const seen = present(await findPause(personId));
  const later = await add('another');
  expect([await turnPause(seen, false), (await findPause(personId))?.isOn]).toEqual([false, true]);
  expect([await turnPause(later, false), (await findPause(personId))?.isOn]).toEqual([true, false]);
});

test('whoever leaves is in no pause', async () => {
  const ana = await app.person();
  await reported(known.slice(13, 15), { kind: 'person', personId: ana.personId });
  expect(await isPaused(ana)).toBe(true);
  await leave(app, ana, 'remove');
  expect(await PauseModel.countDocuments({ _id: ana.personId })).toBe(0);
});
