import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import { personId } from '@hearth/shared/kernel/ids';
import type { ReportSubject } from '@hearth/shared/review/entity';
import mongoose from 'mongoose';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aRoom, aThread } from '../support/builders.ts';
import { leave } from '../support/leaving.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let board: BoardId;
let ana: Person;
let ben: Person;
let mo: Person;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  ana = await app.person({ name: 'Ana Fuentes' });
  ben = await app.person({ name: 'Ben Okafor' });
  mo = await app.person({ name: 'Mo Moderator', role: 'moderator' });
});
afterAll(() => app.close());

const refused = (reason: string) => ({ ok: false, error: { reason } });
const postOf = async (by: Person, on = board): Promise<Extract<ReportSubject, { kind: 'post' }>> => ({
  kind: 'post',
  threadId: (await aThread(by, on)).id,
  no: 1,
});
const SPAM = { reason: 'spam', note: '' } as const;
/** The item that is about it, as a moderator sees the queue. */
const itemOf = async (subject: ReportSubject, by = mo) => {
  const { rows } = await by.see('review.list', {});
  return rows.find(({ item }) => JSON.stringify(item.subject) === JSON.stringify(subject))?.item;
};

test('reports of one thing are one item, with a count for each reason; once more is a change; under one command id once', async () => {
  const subject = await postOf(ana);
  const commandId = randomUUID();
  await ben.do('report.make', { subject, reason: 'spam', note: 'Buy now!' }, commandId);
  await ben.do('report.make', { subject, reason: 'spam', note: 'Buy now!' }, commandId);
  const cleo = await app.person();
  await cleo.do('report.make', { subject, reason: 'harassment', note: '' });
  const item = present(await itemOf(subject));
  expect(item).toMatchObject({
    ...{ state: 'open', kind: 'report' },
    reasons: [
      { reason: 'harassment', count: 1 },
      { reason: 'spam', count: 1 },
    ],
  });
  await ben.do('report.make', { subject, reason: 'harassment', note: 'Read it again.' });
  expect((await itemOf(subject))?.reasons).toEqual([{ reason: 'harassment', count: 2 }]);
  const { reports } = await mo.see('review.get', { itemId: item.id });
  expect(reports.map(({ by, note }) => [by?.name, note])).toEqual([
    ['Ana Fuentes', ''],
    ['Ben Okafor', 'Read it again.'],
  ]);
  const { own, shown } = await ben.see('report.about', { subject });
  expect([own?.note, shown.by?.name]).toEqual(['Read it again.', 'Ana Fuentes']);
});

test('a question as it was asked, and a person, can be reported; oneself, and what one wrote, cannot', async () => {
  const host = await app.person({ role: 'admin' });
  const { id: roomId } = await aRoom(host);
  const { question } = await ana.do('question.ask', { roomId, text: 'Rude?', anonymous: true });
  const asked = { kind: 'question', roomId, questionId: present(question).id } as const;
  await ben.do('report.make', { subject: asked, ...SPAM });
  const item = present(await itemOf(asked));
  const { shown } = await mo.see('review.get', { itemId: item.id });
  expect([shown.text, shown.by]).toEqual(['Rude?', null]);
  const person = { kind: 'person', personId: ana.personId } as const;
  await ben.do('report.make', { subject: person, ...SPAM });
  expect((await itemOf(person))?.state).toBe('open');
  const own = await postOf(ana);
  const tries = await Promise.all([person, own, asked].map((subject) => ana.try('report.make', { subject, ...SPAM })));
  expect(tries).toMatchObject([refused('report-own'), refused('report-own'), refused('report-own')]);
});

test('what one may not read, and what is not there, cannot be reported', async () => {
  const hidden = await postOf(mo, await aBoard({ readers: 'staff' }));
  const gone = await postOf(ana);
  await ana.do('post.delete', { threadId: gone.threadId, no: 1 });
  const nobody = { kind: 'person', personId: personId.parse('0123456789abcdef') } as const;
  const none = { ...gone, no: 99 };
  const tries = await Promise.all(
    [hidden, gone, none, nobody].map((subject) => ben.try('report.make', { subject, ...SPAM })),
  );
  expect(tries).toMatchObject(Array(4).fill(refused('no-such-thing')));
  expect(await app.stranger().post('report.make', { subject: hidden, ...SPAM })).toMatchObject({
    body: refused('sign-in-first'),
  });
});

test('twenty a day, and who is refused is told so', async () => {
  const busy = await app.person();
  const subject = await postOf(ana);
  for (let n = 0; n < 20; n++) await busy.do('report.make', { subject, reason: 'spam', note: `${n}` });
  expect(await busy.try('report.make', { subject, ...SPAM })).toMatchObject(refused('too-many-reports'));
});

test('whoever reported sees what became of it, and what anybody else reported is nobody’s business', async () => {
  const [first, second, third] = [await postOf(ana), await postOf(ana), await postOf(ana)];
  const cleo = await app.person();
  for (const subject of [first, second, third]) await cleo.do('report.make', { subject, ...SPAM });
  const states = async () => (await cleo.see('report.own', {})).reports.map(({ state }) => state);
  expect(await states()).toEqual(['waiting', 'waiting', 'waiting']);
  const [one, two] = [present(await itemOf(first)), present(await itemOf(second))];
  await mo.do('review.resolve', { itemId: one.id, rev: one.rev, act: 'remove', rule: null, words: 'No advertising.' });
  await mo.do('review.reject', { itemId: two.id, rev: two.rev, words: '' });
  expect(await states()).toEqual(['waiting', 'no-breach', 'removed']);
  expect((await ana.see('report.own', {})).reports).toEqual([]);
  // The author reads why, and still has the words.
  const { removed } = await ana.see('removal.own', {});
  expect(removed).toMatchObject([{ thread: { id: first.threadId }, words: 'No advertising.' }]);
  expect(removed[0]?.text).not.toBe('');
  expect((await ben.see('removal.own', {})).removed).toEqual([]);
});

test('what was removed of others costs nobody a look at each of them', async () => {
  const cleo = await app.person();
  const looks = async () => {
    let count = 0;
    mongoose.set(
      'debug',
      (collection: string) => void (count += Number(collection === 'posts' || collection === 'threads')),
    );
    try {
      await cleo.see('removal.own', {});
    } finally {
      mongoose.set('debug', false);
    }
    return count;
  };
  const remove = async () => {
    const subject = await postOf(ana);
    await ben.do('report.make', { subject, ...SPAM });
    const { id, rev } = present(await itemOf(subject));
    await mo.do('review.resolve', { itemId: id, rev, act: 'remove', rule: null, words: '' });
    await app.settled();
  };
  await remove();
  const before = await looks();
  for (let n = 0; n < 3; n++) await remove();
  expect(await looks()).toBe(before);
});

test('a report stays without whoever made it, and without their words where they take these along', async () => {
  const subject = await postOf(ana);
  const [stays, goes] = [await app.person({ name: 'Kay Keep' }), await app.person({ name: 'Gus Gone' })];
  await stays.do('report.make', { subject, reason: 'spam', note: 'The first word' });
  await goes.do('report.make', { subject, reason: 'other', note: 'The second word' });
  const item = present(await itemOf(subject));
  await leave(app, stays, 'keep');
  await leave(app, goes, 'remove');
  const { reports, item: left } = await mo.see('review.get', { itemId: item.id });
  expect(reports.map(({ by, note }) => [by, note])).toEqual([
    [null, 'The first word'],
    [null, ''],
  ]);
  expect(left.reasons).toHaveLength(2);
});

test('who is erased is the subject of nothing any more', async () => {
  const goes = await app.person({ name: 'Gus Gone' });
  const subject = { kind: 'person', personId: goes.personId } as const;
  await ben.do('report.make', { subject, ...SPAM });
  const { id: itemId } = present(await itemOf(subject));
  await leave(app, goes, 'keep');
  const { item, shown } = await mo.see('review.get', { itemId });
  expect([item.subject, shown.missing, shown.by]).toEqual([{ kind: 'gone' }, 'erased', null]);
});
