import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { RotaHours } from '@hearth/shared/rota/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf, aThread, keepsGoing } from '../support/builders.ts';
import { knownPeople } from '../support/known-people.ts';
import { Mailbox } from '../support/mailbox.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let mailbox: Mailbox;
let board: BoardId;
let own: BoardId;
let ada: Person;
let mo: Person;
/** Moderates one board through a group. */
let watcher: Person;
beforeAll(async () => {
  mailbox = await Mailbox.start();
  app = await openApp({ SMTP_URL: mailbox.url });
  ada = await app.person({ name: 'Ada Admin', role: 'admin' });
  mo = await app.person({ name: 'Mo Moderator', role: 'moderator' });
  watcher = await app.person({ name: 'Wim Watcher' });
  const { id: group } = await ada.do('group.create', {
    ...{ name: 'Day watch', purpose: 'Looks after a board.', language: 'en', kind: 'open' },
  });
  await watcher.do('group.join', { groupId: group });
  const everyone = { circle: 'everyone' as const, groups: [] };
  own = await aBoardOf(ada, { see: everyone, read: everyone, moderate: { circle: 'staff', groups: [group] } });
  board = await aBoard();
});
afterAll(async () => {
  await app.close();
  await mailbox.close();
});

const NEVER: RotaHours = { zone: 'UTC', shifts: [] };
const DAYS = [1, 2, 3, 4, 5, 6, 7];
const ALWAYS: RotaHours = { zone: 'UTC', shifts: DAYS.map((day) => ({ day, from: '00:00', to: '00:00' })) };
beforeEach(async () => {
  for (const person of [ada, mo, watcher]) await person.do('rota.set', NEVER);
});

const namesOf = (who: readonly { readonly name: string }[]) => who.map(({ name }) => name);

test('who is there when, by the reader’s clocks, and when nobody is', async () => {
  const shifts = [{ day: 6, from: '18:00', to: '22:00' }];
  await mo.do('rota.set', { zone: 'America/Chicago', shifts });
  await ada.do('rota.set', { zone: 'America/New_York', shifts });
  const asked = { zone: 'America/New_York', day: '2026-11-28' };
  const { days, gaps, own: said } = await ada.see('rota.get', asked);
  expect(said).toEqual({ zone: 'America/New_York', shifts });
  expect(days[5]?.spans.map(({ from, who }) => [from, namesOf(who)])).toEqual([
    ['2026-11-28T05:00:00.000Z', []],
    ['2026-11-28T23:00:00.000Z', ['Ada Admin']],
    ['2026-11-29T00:00:00.000Z', ['Ada Admin', 'Mo Moderator']],
    ['2026-11-29T03:00:00.000Z', ['Mo Moderator']],
    ['2026-11-29T04:00:00.000Z', []],
  ]);
  expect(gaps.map(({ from, to }) => [from, to])).toEqual([
    ['2026-11-23T05:00:00.000Z', '2026-11-28T23:00:00.000Z'],
    ['2026-11-29T04:00:00.000Z', '2026-11-30T05:00:00.000Z'],
  ]);
});

test('what came in while nobody was there stands beside the gap, but for what is about the reader', async () => {
  const open = async (by: Person) => (await by.see('rota.get', {})).gaps.reduce((all, gap) => all + gap.open, 0);
  const before = [await open(ada), await open(mo)];
  const { id: threadId } = await aThread(mo, board);
  const reporter = await app.person();
  await reporter.do('report.make', { subject: { kind: 'post', threadId, no: 1 }, reason: 'spam', note: '' });
  expect([await open(ada), await open(mo)]).toEqual([(before[0] ?? 0) + 1, before[1]]);
  await ada.do('rota.set', ALWAYS);
  expect([(await ada.see('rota.get', {})).gaps, namesOf((await ada.see('rota.get', {})).now)]).toEqual([
    [],
    ['Ada Admin'],
  ]);
});

test('whoever moderates one board is on its rota alone; members have none', async () => {
  for (const person of [watcher, mo]) await person.do('rota.set', ALWAYS);
  const [theirs, staffs] = [await watcher.see('rota.get', {}), await ada.see('rota.get', {})];
  expect([theirs.boardId, namesOf(theirs.now)]).toEqual([own, ['Mo Moderator', 'Wim Watcher']]);
  expect([staffs.boardId, namesOf(staffs.now)]).toEqual([null, ['Mo Moderator']]);
  const member = await app.person();
  const gone = { ok: false, error: { reason: 'no-such-thing' } };
  expect((await watcher.get('rota.get', { boardId: board })).body).toMatchObject(gone);
  expect((await member.get('rota.get', {})).body).toMatchObject(gone);
  expect(await member.try('rota.set', ALWAYS)).toMatchObject(gone);
  expect(await ada.try('rota.set', { ...ALWAYS, zone: 'America/Nowhere' })).toMatchObject({ ok: false });
  // Whoever moderates nothing any more is on no rota, and may take back what they said.
  await ada.do('person.set-role', { personId: mo.personId, role: 'member' });
  expect((await ada.see('rota.get', {})).isEmpty).toBe(true);
  expect(await mo.try('rota.set', NEVER)).toMatchObject({ ok: true });
  await ada.do('person.set-role', { personId: mo.personId, role: 'moderator' });
});

async function inDanger(author: Person, reporter: Person) {
  const { id: threadId } = await aThread(author, board);
  await reporter.do('report.make', { subject: { kind: 'post', threadId, no: 1 }, reason: 'danger', note: '' });
  const by = author === ada ? mo : ada;
  const row = (await by.see('review.list', {})).rows.find(
    ({ item: { subject } }) => subject.kind === 'post' && subject.threadId === threadId,
  );
  return present(row).item;
}

async function calledFor(itemId: string): Promise<string[]> {
  await app.settled();
  await app.services.jobs.settled(20_000);
  return mailbox.mails.filter(({ text }) => text.includes(itemId)).flatMap(({ to }) => to);
}

const mailOf = async (person: Person) => present((await person.see('account.me', {})).me).email;

test('danger goes to whoever is on duty first, and to all admins where nobody has done anything by then', async () => {
  const [author, reporter] = [await app.person(), await app.person()];
  await mo.do('rota.set', ALWAYS);
  const [first, second] = [await inDanger(author, reporter), await inDanger(author, reporter)];
  expect(await calledFor(first.id)).toEqual([await mailOf(mo)]);
  expect(await calledFor(second.id)).toEqual([await mailOf(mo)]);
  await mo.do('review.claim', { itemId: first.id, rev: first.rev });
  app.clock.advance(16 * 60_000);
  expect(await calledFor(first.id)).toEqual([await mailOf(mo)]);
  expect((await calledFor(second.id)).sort()).toEqual([await mailOf(ada), await mailOf(mo)].sort());
});

test('what several reports have hidden nobody has looked at: the others are told all the same', async () => {
  const reporters = await knownPeople(app, board, 3);
  await mo.do('rota.set', ALWAYS);
  const { id, subject } = await inDanger(await app.person(), present(reporters.pop()));
  if (subject.kind !== 'post') throw new Error('a post was reported');
  await keepsGoing(mo, subject.threadId);
  for (const one of reporters) {
    app.clock.advance(1_000);
    await one.do('report.make', { subject, reason: 'harassment', note: '' });
  }
  await app.settled();
  const { posts } = await mo.see('thread.get', { threadId: subject.threadId });
  expect(posts[0]?.note?.kind).toBe('hidden');
  app.clock.advance(16 * 60_000);
  expect((await calledFor(id)).sort()).toEqual([await mailOf(ada), await mailOf(mo)].sort());
});

test('where nobody is on duty, or it is about them, all admins are told at once', async () => {
  const reporter = await app.person();
  expect(await calledFor((await inDanger(await app.person(), reporter)).id)).toEqual([await mailOf(ada)]);
  await mo.do('rota.set', ALWAYS);
  expect(await calledFor((await inDanger(mo, reporter)).id)).toEqual([await mailOf(ada)]);
});
