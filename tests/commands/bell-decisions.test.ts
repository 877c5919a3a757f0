import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { PersonModel } from '@hearth/server/features/accounts/model';
import { BellSettingsModel } from '@hearth/server/features/notifications/settings-model';
import { NotificationModel } from '@hearth/server/features/notifications/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import { testGates } from '../support/gates.ts';
import type { OwnValue } from '@hearth/shared/kernel/protocol';
import { OWN_BELL } from '@hearth/shared/notifications/own';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf, aThread, askUnnamed } from '../support/builders.ts';
import { leave } from '../support/leaving.ts';
import { Mailbox } from '../support/mailbox.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

/** What the bell says of what moderators decide about what somebody wrote. */

const LATE_MS = 11 * 60_000;
const CHOSEN = { mention: 'mail', reply: 'mail', answer: 'mail', thanks: 'bell', library: 'bell' } as const;

let app: TestApp;
let mailbox: Mailbox;
let board: BoardId;
let mo: Person;
let ben: Person;
let ana: Person;
let gates = 0;
beforeAll(async () => {
  mailbox = await Mailbox.start();
  app = await openApp({ SMTP_URL: mailbox.url });
  board = await aBoard();
  mo = await app.person({ name: 'Mo Moderator', role: 'moderator' });
  ben = await app.person({ name: 'Ben Okafor' });
  const ada = await app.person({ role: 'admin' });
  await ada.do('gate.set', { ...testGates, firstPosts: 5 });
});
beforeEach(async () => {
  ana = await app.person({ name: 'Ana Fuentes' });
});
afterAll(async () => {
  await app.close();
  await mailbox.close();
});

const REMOVAL = { act: 'remove', rule: 'be-kind', words: 'Kinder, please.' } as const;

/** A reply of Ana’s that waits, with the item it waits in. */
async function held() {
  const { id: threadId } = await aThread(mo, board);
  gates += 1;
  await ana.try('post.reply', { threadId, text: `I am new here, and this is number ${gates}.` });
  const { id } = present((await ana.see('held.own', {})).posts[0]);
  const { rows } = await mo.see('review.list', {});
  const row = rows.find(({ item }) => item.subject.kind === 'held' && item.subject.heldId === id);
  const { id: itemId, rev } = present(row).item;
  return { threadId, id, itemId, rev };
}

/** A thread of a moderator's colleague, whose posts do not wait, that was reported. */
async function reported(author: Person, threadId?: Awaited<ReturnType<typeof aThread>>['id']) {
  const its = threadId ?? (await aThread(author, board)).id;
  const subject = { kind: 'post', threadId: its, no: 1 } as const;
  await ben.do('report.make', { subject, reason: 'other', note: '' });
  const { rows } = await mo.see('review.list', {});
  const row = rows.find(({ item }) => item.subject.kind === 'post' && item.subject.threadId === its);
  const { id: itemId, rev } = present(row).item;
  return { threadId: its, itemId, rev };
}

/** In short what the bell says, and how much of it is new. */
async function bell(person: Person) {
  await app.settled();
  const { rows, held: inNone, total } = await person.see('bell.list', {});
  expect(await person.see('bell.count', {})).toEqual({ total });
  expect(JSON.stringify([rows.map(({ notices }) => notices), inNone])).not.toContain('Moderator');
  const said = rows.flatMap(({ notices }) => notices.map(({ kind, no }) => `${kind} ${no}`));
  return { said: [...said, ...inNone.map(({ state }) => state)], total };
}

test('of a post that waited its author hears once what was decided, and nobody else hears of it', async () => {
  const { itemId, rev, id, threadId } = await held();
  const values: OwnValue[] = [];
  const socket = ana.openSocket();
  socket.on('own', (some) => void values.push(...some));
  await until(() => socket.connected, 'her to be there');
  const refused = await mo.do('review.resolve', { itemId, rev, ...REMOVAL });
  expect(await bell(ana)).toEqual({ said: ['refused'], total: 1 });
  await until(() => values.some(({ kind }) => kind === OWN_BELL), 'her open pages to be told');
  socket.disconnect();
  expect([await bell(mo), await bell(ben)]).toEqual([
    { said: [], total: 0 },
    { said: [], total: 0 },
  ]);
  await ana.do('bell.read', { heldId: id });
  expect((await bell(ana)).total).toBe(0);
  // It waits once more, and then it is there: each is new, in the place of what was said before.
  const open = await mo.do('review.undo', { itemId, rev: refused.rev });
  expect(await bell(ana)).toEqual({ said: ['waiting'], total: 1 });
  const there = await mo.do('review.reject', { itemId, rev: open.rev, words: '' });
  expect(await bell(ana)).toEqual({ said: ['published 2'], total: 1 });
  await ana.do('bell.read', { threadId });
  expect((await bell(ana)).total).toBe(0);
  await mo.do('review.undo', { itemId, rev: there.rev });
  expect(await bell(ana)).toEqual({ said: ['waiting'], total: 1 });
});

test('what its author takes back is told no more; all of it is read and unread together, and goes with whoever leaves', async () => {
  const [first, second] = [await held(), await held()];
  const { rev } = await mo.do('review.resolve', { itemId: first.itemId, rev: first.rev, ...REMOVAL });
  await mo.do('review.resolve', { itemId: second.itemId, rev: second.rev, ...REMOVAL });
  expect(await bell(ana)).toEqual({ said: ['refused', 'refused'], total: 2 });
  const of = randomUUID();
  await ana.do('bell.read-all', {}, of);
  expect((await bell(ana)).total).toBe(0);
  await ana.do('bell.undo', { of });
  expect((await bell(ana)).total).toBe(2);
  await ana.do('bell.read-all', {});
  await mo.do('review.undo', { itemId: first.itemId, rev });
  expect((await bell(ana)).total).toBe(1);
  await ana.do('held.take-back', { id: first.id });
  expect(await bell(ana)).toEqual({ said: ['refused'], total: 0 });
  const { notifications } = await ana.see('account.export', {});
  expect(notifications.map(({ kind }) => kind)).toEqual(['held', 'held']);
  await leave(app, ana, 'keep');
  expect(await NotificationModel.countDocuments({ personId: ana.personId })).toBe(0);
});

test('that a post was removed and brought back is told, each time once, and is mailed in the author’s language unless they want that at the bell alone', async () => {
  const eva = await app.person({ name: 'Eva Luna', role: 'moderator' });
  await PersonModel.updateOne({ _id: eva.personId }, { $set: { locale: 'es' } });
  const { me } = await eva.see('account.me', {});
  const subjects = async () => {
    await app.settled();
    app.clock.advance(LATE_MS);
    await app.services.jobs.settled(20_000);
    const mails = mailbox.mails.filter(({ to }) => to.includes(me?.email ?? ''));
    expect(JSON.stringify(mails)).not.toMatch(/Mo Moderator|Ben Okafor/);
    return mails.map(({ subject }) => subject);
  };
  const { itemId, rev, threadId } = await reported(eva);
  const removed = await mo.do('review.resolve', { itemId, rev, ...REMOVAL });
  expect(await bell(eva)).toEqual({ said: ['removed 1'], total: 1 });
  const open = await mo.do('review.undo', { itemId, rev: removed.rev });
  expect(await bell(eva)).toEqual({ said: ['restored 1'], total: 1 });
  // What does not hold any more is in no mail.
  expect(await subjects()).toEqual(['La moderación restableció un mensaje suyo: Who drives the late bus?']);
  await eva.do('bell.read', { threadId });
  await mo.do('review.resolve', { itemId, rev: open.rev, ...REMOVAL });
  expect(await bell(eva)).toEqual({ said: ['removed 1'], total: 1 });
  expect(await subjects()).toContain('La moderación retiró un mensaje suyo: Who drives the late bus?');

  await eva.do('bell.choose', { ...CHOSEN, decision: 'bell' });
  const other = await reported(eva);
  await mo.do('review.resolve', { itemId: other.itemId, rev: other.rev, ...REMOVAL });
  expect((await bell(eva)).said).toEqual(['removed 1', 'removed 1']);
  expect(await subjects()).toHaveLength(2);
});

test('the mail about a post that waited comes unless they want that at the bell alone; who chose before has chosen mails', async () => {
  const { me } = await ana.see('account.me', {});
  const sent = async () => {
    await app.services.jobs.settled(20_000);
    return mailbox.mails.filter(({ to }) => to.includes(me?.email ?? '')).length;
  };
  await ana.do('bell.choose', { ...CHOSEN, decision: 'bell' });
  const first = await held();
  await mo.do('review.resolve', { itemId: first.itemId, rev: first.rev, ...REMOVAL });
  expect([await bell(ana), await sent()]).toEqual([{ said: ['refused'], total: 1 }, 0]);
  // As it was stored before one could choose.
  await BellSettingsModel.updateOne({ _id: ana.personId }, { $unset: { 'channels.decision': 1 } });
  expect((await ana.see('bell.settings', {})).channels).toEqual({ ...CHOSEN, decision: 'mail' });
  expect((await ana.see('account.export', {})).bellChannels?.decision).toBe('mail');
  const second = await held();
  await mo.do('review.resolve', { itemId: second.itemId, rev: second.rev, ...REMOVAL });
  expect(await sent()).toBe(1);
});

test('L12: whoever wrote without a name hears of it at the bell, and by no mail', async () => {
  const asking = await aBoardOf(mo, {}, { kind: 'question', asksUnnamed: true });
  const nora = await app.person({ name: 'Nora Nameless', role: 'moderator' });
  const { me } = await nora.see('account.me', {});
  const { itemId, rev } = await reported(nora, await askUnnamed(nora, asking));
  const removed = await mo.do('review.resolve', { itemId, rev, ...REMOVAL });
  expect(await bell(nora)).toEqual({ said: ['removed 1'], total: 1 });
  await mo.do('review.undo', { itemId, rev: removed.rev });
  expect(await bell(nora)).toEqual({ said: ['restored 1'], total: 1 });
  app.clock.advance(LATE_MS);
  await app.services.jobs.settled(20_000);
  expect(mailbox.mails.filter(({ to }) => to.includes(me?.email ?? ''))).toEqual([]);
  expect(await NotificationModel.countDocuments({ personId: nora.personId })).toBe(0);
});
