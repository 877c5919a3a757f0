import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { queries } from '@hearth/shared/contract';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { ReportReason } from '@hearth/shared/review/limits';
import type { ThreadId } from '@hearth/shared/threads/entity';
import type { OwnValue } from '@hearth/shared/kernel/protocol';
import { nameOf } from '@hearth/shared/kernel/stream';
import { reviewStream } from '@hearth/shared/review/events';
import { OWN_REVIEW } from '@hearth/shared/review/own';
import { inputFor, makerOfThings, type Things } from '../security/things.ts';
import { PersonModel } from '@hearth/server/features/accounts/model';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf, aThread } from '../support/builders.ts';
import { Mailbox } from '../support/mailbox.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

const ON_CALL = 'on-call@school.example';

let app: TestApp;
let mailbox: Mailbox;
let board: BoardId;
let ana: Person;
let mo: Person;
let things: Things;
beforeAll(async () => {
  mailbox = await Mailbox.start();
  app = await openApp({ SMTP_URL: mailbox.url, HEARTH_ON_CALL: `${ON_CALL}, second@school.example` });
  board = await aBoard();
  ana = await app.person({ name: 'Ana Fuentes' });
  mo = await app.person({ name: 'Mo Moderator', role: 'moderator' });
  things = await (await makerOfThings(app))();
});
afterAll(async () => {
  await app.close();
  await mailbox.close();
});

async function reported(author: Person, threadId: ThreadId, by: Person, reason: ReportReason = 'spam', note = '') {
  await by.do('report.make', { subject: { kind: 'post', threadId, no: 1 }, reason, note });
  const { rows } = await mo.see('review.list', { author: author.personId });
  return present(rows.find(({ item }) => item.subject.kind === 'post' && item.subject.threadId === threadId)).item;
}

const kindsOf = async (person: Person) => {
  await app.settled();
  const { rows } = await person.see('bell.list', {});
  return rows.flatMap(({ notices }) => notices.map(({ kind }) => kind));
};
const removal = { act: 'remove', rule: null, words: 'No advertising.' } as const;

test('the bell tells whoever wrote it that it was removed, and whoever reported it that it was decided; an undo takes that back', async () => {
  const [author, reporter] = [await app.person(), await app.person()];
  const { id: threadId } = await aThread(author, board);
  const { id: itemId, rev } = await reported(author, threadId, reporter);
  const decided = await mo.do('review.resolve', { itemId, rev, ...removal });
  expect([await kindsOf(author), await kindsOf(reporter)]).toEqual([['removed'], ['report']]);
  const { total } = await author.see('bell.count', {});
  expect(total).toBe(1);
  await author.do('bell.read-all', {});
  const { rev: open } = await mo.do('review.undo', { itemId, rev: decided.rev });
  expect(await kindsOf(author)).toEqual(['restored']);
  // Removed after all, it is new once more.
  app.clock.advance(1_000);
  await mo.do('review.resolve', { itemId, rev: open, ...removal });
  expect([await kindsOf(author), (await author.see('bell.count', {})).total]).toEqual([['removed'], 1]);
});

test('L12: whoever asked without a name is told as well, and nothing that moderators get says who it was', async () => {
  const unnamed = await aBoardOf(mo, {}, { asksUnnamed: true });
  const author = await app.person({ name: 'Nora Nameless', role: 'moderator' });
  const { thread } = await author.do('thread.start', {
    ...{ boardId: unnamed, title: 'Without a name', text: 'Words', language: 'en', unnamed: true },
  });
  await ana.do('report.make', { subject: { kind: 'post', threadId: thread.id, no: 1 }, reason: 'spam', note: '' });
  const { rows } = await mo.see('review.list', { boardId: unnamed });
  const { id: itemId, rev } = present(rows[0]).item;
  // Whether it may be given to them tells nothing either.
  const given = await mo.do('review.assign', { itemId, rev, to: author.personId });
  expect(await author.get('review.get', { itemId })).toMatchObject({ body: { error: { reason: 'no-such-thing' } } });
  await mo.do('review.assign', { itemId, rev: given.rev, to: mo.personId });
  const { item, people } = await mo.see('review.get', { itemId });
  expect(people.map(({ name }) => name)).toContain('Nora Nameless');
  await mo.do('review.resolve', { itemId, rev: item.rev, ...removal });
  expect(await kindsOf(author)).toEqual(['removed']);
  expect((await author.see('removal.own', {})).removed).toMatchObject([{ thread: { id: thread.id } }]);
});

test('L12: whoever it is about hears nothing when they are reported, not even that something was, with their name or without', async () => {
  const unnamed = await aBoardOf(mo, {}, { asksUnnamed: true });
  const author = await app.person({ role: 'moderator' });
  const question = { boardId: unnamed, title: 'Without a name', text: 'Words', language: 'en' } as const;
  const { thread } = await author.do('thread.start', { ...question, unnamed: true });
  const heard: Record<'author' | 'other', OwnValue[]> = { author: [], other: [] };
  const sockets = { author: author.openSocket(), other: mo.openSocket() };
  sockets.author.on('own', (values) => heard.author.push(...values));
  sockets.other.on('own', (values) => heard.other.push(...values));
  await until(() => sockets.author.connected && sockets.other.connected, 'both to be there');
  const ofQueue = (all: readonly OwnValue[]) => all.filter(({ kind }) => kind === OWN_REVIEW);
  const subjects = [
    { kind: 'post', threadId: thread.id, no: 1 },
    { kind: 'person', personId: author.personId },
  ] as const;
  for (const [place, subject] of subjects.entries()) {
    await ana.do('report.make', { subject, reason: 'spam', note: '' });
    await until(() => ofQueue(heard.other).length > place, 'another moderator to hear');
  }
  // What comes after it has come to the author, and nothing of the queue before it.
  const { id: theirs } = await aThread(ana, board);
  await mo.do('report.make', { subject: { kind: 'post', threadId: theirs, no: 1 }, reason: 'spam', note: '' });
  await until(() => ofQueue(heard.author).length > 0, 'the author to hear of what is not theirs');
  expect(ofQueue(heard.author)).toHaveLength(1);
  // It tells one change from another, and names nothing.
  expect(ofQueue(heard.other).every(({ key, value }) => key === '' && /^[0-9a-f]{12}$/.test(String(value)))).toBe(true);
  sockets.author.disconnect();
  sockets.other.disconnect();
});

test('danger is mailed at once to whoever is on call, once for a report, without a word of it', async () => {
  const author = await app.person({ name: 'Dan Danger' });
  const { id: threadId } = await aThread(author, board);
  const item = await reported(author, threadId, ana, 'danger', 'He has a plan');
  await reported(author, threadId, ana, 'danger', 'He has said so again');
  await app.settled();
  await app.services.jobs.settled(20_000);
  const mails = mailbox.mails.filter(({ text }) => text.includes(item.id));
  expect(mails.flatMap(({ to }) => to).sort()).toEqual([ON_CALL, 'second@school.example']);
  const [mail] = mails;
  expect(mail?.text).toContain(`/desk/queue/${item.id}`);
  expect(mail?.text).toMatch(/911[\s\S]*911/);
  expect(JSON.stringify(mails)).not.toMatch(/Dan Danger|Ana Fuentes|plan|again/);
});

test('an address that is nobody’s account is told at once, whoever is on duty', async () => {
  const [author, onDuty] = [await app.person(), await app.person({ role: 'moderator' })];
  await PersonModel.updateOne({ _id: onDuty.personId }, { $set: { email: 'second@school.example' } });
  const shifts = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '00:00' }));
  await onDuty.do('rota.set', { zone: 'UTC', shifts });
  const { id: threadId } = await aThread(author, board);
  const item = await reported(author, threadId, ana, 'danger', '');
  await app.settled();
  await app.services.jobs.settled(20_000);
  const mails = mailbox.mails.filter(({ text }) => text.includes(item.id));
  expect(mails.flatMap(({ to }) => to).sort()).toEqual([ON_CALL, 'second@school.example']);
  await onDuty.do('rota.set', { zone: 'UTC', shifts: [] });
});

test('nothing that the reported person gets names who reported them, moderator or not, whatever they ask for', async () => {
  const reporter = await app.person({ name: 'Zelda Zebra', school: 'Zebra School' });
  const secret = new RegExp(`Zelda|Zebra|${reporter.personId}|quagga`);
  for (const role of ['member', 'moderator', 'admin'] as const) {
    const author = await app.person({ role, name: `The ${role}` });
    const { id: threadId } = await aThread(author, board);
    const { id: itemId, rev } = await reported(author, threadId, reporter, 'danger', 'A quagga');
    const person = { kind: 'person', personId: author.personId } as const;
    await reporter.do('report.make', { subject: person, reason: 'other', note: 'A quagga' });
    const heard: unknown[] = [];
    const socket = author.openSocket();
    socket.onAny((...all: unknown[]) => heard.push(all));
    const stream = nameOf(reviewStream, itemId);
    heard.push(await socket.timeout(5_000).emitWithAck('watch', stream, { seq: 0, mark: '' }));
    heard.push(await socket.timeout(5_000).emitWithAck('watch', `thread:${threadId}`, { seq: 0, mark: '' }));
    const claimed = await mo.do('review.claim', { itemId, rev });
    await mo.do('review.resolve', { itemId, rev: claimed.rev, ...removal });
    await app.settled();
    await app.services.jobs.settled(20_000);
    for (const { name } of queries)
      for (const its of [things, { ...things, threadId, itemId, personId: author.personId }])
        heard.push(name, (await author.get(name, inputFor(name, its))).body);
    const acts = ['review.claim', 'review.undo', 'review.note', 'review.resolve', 'report.make'];
    for (const name of acts) heard.push((await author.post(name, { ...inputFor(name, things), itemId })).body);
    socket.disconnect();
    const email = (await author.see('account.me', {})).me?.email ?? '';
    const mails = mailbox.mails.filter(({ to }) => to.includes(email));
    expect([role, secret.exec(JSON.stringify([heard, mails]))]).toEqual([role, null]);
    // They were told, all the same.
    expect(await kindsOf(author)).toContain('removed');
  }
});
