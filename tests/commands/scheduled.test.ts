import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { JobModel } from '@hearth/server/jobs/model';
import { ScheduledModel } from '@hearth/server/features/scheduled/model';
import { letAppear } from '@hearth/server/features/scheduled/appearing';
import { appearKind, dueOf } from '@hearth/server/features/scheduled/due';
import { putScheduled } from '@hearth/server/features/scheduled/store';
import { writeWithJob } from '@hearth/server/jobs/written';
import { ThreadModel } from '@hearth/server/features/threads/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import { rightsFor } from '@hearth/shared/boards/policy';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { commandId } from '@hearth/shared/kernel/ids';
import { scheduledLimits } from '@hearth/shared/scheduled/limits';
import { mentionOf } from '@hearth/shared/mentions/address';
import { groupMentions, peopleMentioned } from '@hearth/shared/mentions/budgets';
import { aBoard, aBoardOf } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

const HOUR_MS = 3_600_000;
const zone = 'America/Chicago';

let app: TestApp;
let board: BoardId;
let boss: Person;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  boss = await app.person({ role: 'admin' });
});
afterAll(() => app.close());

const inHours = (hours: number) => new Date(app.clock.now().getTime() + hours * HOUR_MS).toISOString();
const passes = async (hours: number) => {
  app.clock.advance(hours * HOUR_MS);
  await app.services.jobs.settled(10_000);
  await app.settled();
};
const words = { title: 'Term begins', text: 'See you on Monday.', language: 'en', zone } as const;
const put = (person: Person, hours: number, on = board, id: string = randomUUID()) =>
  person.do('scheduled.put', { boardId: on, ...words, at: inHours(hours) }, id);
const own = async (person: Person) => (await person.see('scheduled.list', {})).own;
const mailsTo = async (person: Person) => {
  const email = (await person.see('account.me', {})).me?.email;
  return (app.services.mailer.inbox() ?? []).filter(({ to }) => to.address === email).map(({ subject }) => subject);
};
const threadsOf = (person: Person) => ThreadModel.find({ 'by.personId': person.personId }).lean();

test('a thread appears at its time, once, in its author’s name and as of that moment', async () => {
  const ana = await app.person({ name: 'Ana Fuentes' });
  const id = randomUUID();
  const given = { boardId: board, ...words, at: inHours(2) };
  const [one, again] = [await ana.do('scheduled.put', given, id), await ana.do('scheduled.put', given, id)];
  expect(again).toEqual(one);
  expect(one).toMatchObject({ title: 'Term begins', zone, state: 'waiting', board: { id: board } });
  await passes(1.9);
  expect([await threadsOf(ana), (await own(ana)).length]).toEqual([[], 1]);
  await passes(0.2);
  const [thread, ...others] = await threadsOf(ana);
  expect(others).toEqual([]);
  expect(thread).toMatchObject({ _id: idFrom(commandId.parse(id)), title: 'Term begins', by: { name: 'Ana Fuentes' } });
  expect(app.clock.now().getTime() - (thread?.startedAt.getTime() ?? 0)).toBeLessThan(HOUR_MS);
  expect(await own(ana)).toEqual([]);
  // Its words stand in the thread alone.
  expect(await ScheduledModel.findById(one.id).lean()).toMatchObject({ state: 'appeared', title: '', text: '' });
});

test('tried again after a crash at any point it is one thread', async () => {
  const ana = await app.person();
  const { id } = await put(ana, 1);
  const record = present(await ScheduledModel.findById(id).lean());
  app.clock.advance(2 * HOUR_MS);
  // The thread was started, and nobody got to say so.
  await letAppear(app.services, record);
  await ScheduledModel.updateOne({ _id: id }, { $set: { state: 'appearing', title: record.title, text: record.text } });
  await Promise.all([passes(0), letAppear(app.services, record), letAppear(app.services, record)]);
  expect(await threadsOf(ana)).toHaveLength(1);
  expect(await ScheduledModel.findById(id).lean()).toMatchObject({ state: 'appeared' });
});

test('what is to appear at once, and is written late by a server that dies then, appears', async () => {
  const ana = await app.person();
  const { id } = await put(ana, 24);
  const record = present(await ScheduledModel.findById(id).lean());
  const now = { ...record, at: app.clock.now(), rev: record.rev + 1 };
  await writeWithJob(app.services, appearKind, { before: dueOf(record), after: dueOf(now) }, async () => {
    // Whoever is quick looks for what is due, and the record does not say so yet.
    await app.services.jobs.settled(10_000);
    return putScheduled(now);
  });
  await passes(0.1);
  expect(await threadsOf(ana)).toHaveLength(1);
});

test('its author changes words and time, stops it, discards it and brings it back, or lets it appear now', async () => {
  const ana = await app.person();
  const { id } = await put(ana, 1);
  await ana.do('scheduled.change', { id, ...words, title: 'Term begins late', at: inHours(3) });
  await passes(1.1);
  // The time that was given first has no say any more.
  expect(await threadsOf(ana)).toEqual([]);
  expect(await ana.do('scheduled.turn', { id, to: 'stopped' })).toMatchObject({ state: 'stopped' });
  await passes(2.1);
  expect([await threadsOf(ana), (await own(ana)).map(({ state }) => state)]).toEqual([[], ['stopped']]);
  await ana.do('scheduled.turn', { id, to: 'discarded' });
  expect(await own(ana)).toEqual([]);
  await ana.do('scheduled.turn', { id, to: 'stopped' });
  expect(await own(ana)).toMatchObject([{ title: 'Term begins late', text: words.text }]);
  const now = randomUUID();
  const posted = await ana.do('scheduled.post', { id }, now);
  expect(await ana.do('scheduled.post', { id }, now)).toEqual(posted);
  await passes(0.1);
  expect((await threadsOf(ana)).map(({ title }) => title)).toEqual(['Term begins late']);
  expect(await ana.try('scheduled.turn', { id, to: 'stopped' })).toMatchObject({ error: { reason: 'has-appeared' } });
});

test('what was discarded comes back only where there is room for it, and of many the latest stay', async () => {
  const ana = await app.person();
  const ids: string[] = [];
  const fill = async (count: number) => {
    for (let n = 0; n < count; n++) ids.push((await put(ana, 24)).id);
  };
  await fill(scheduledLimits.each);
  const [first = ''] = ids;
  const twice = randomUUID();
  const discard = (id: string, commandId?: string) => ana.try('scheduled.turn', { id, to: 'discarded' }, commandId);
  await discard(first, twice);
  await fill(1);
  expect(await discard(first, twice)).toMatchObject({ ok: true });
  const refused = { error: { reason: 'too-many-scheduled' } };
  expect(await ana.try('scheduled.turn', { id: first, to: 'stopped' })).toMatchObject(refused);
  expect(await ana.try('scheduled.change', { id: first, ...words, at: inHours(3) })).toMatchObject(refused);
  expect(await own(ana)).toHaveLength(scheduledLimits.each);
  for (const id of ids.slice(1)) {
    app.clock.advance(10);
    await discard(id);
  }
  const kept = await ScheduledModel.find({ personId: ana.personId }, { _id: 1 }).sort({ endsAt: 1 }).lean();
  expect(kept.map(({ _id }) => _id)).toEqual(ids.slice(1));
});

test('one post waits for one time, however often that is changed', async () => {
  const ana = await app.person();
  const { id } = await put(ana, 1);
  for (const hours of [5, 6, 7]) await ana.do('scheduled.change', { id, ...words, at: inHours(hours) });
  expect(await JobModel.countDocuments({ about: ana.personId, status: 'waiting' })).toBe(1);
  await passes(7.1);
  expect(await threadsOf(ana)).toHaveLength(1);
});

test('rights are asked again at that time; what is refused comes back with its words, the reason and a mail', async () => {
  const ana = await app.person();
  const on = await aBoardOf(boss, {});
  await put(ana, 1, on);
  const both = { en: 'For staff', es: 'Para el equipo' };
  const looks = { name: both, purpose: both, icon: 'chat', colour: 'pine', kind: 'discussion', after: null } as const;
  const rights = { ...rightsFor('members'), start: { circle: 'staff' as const, groups: [] } };
  await boss.do('board.edit', { boardId: on, ...looks, rights });
  await passes(1.1);
  expect(await threadsOf(ana)).toEqual([]);
  expect(await own(ana)).toMatchObject([{ state: 'refused', reason: 'not-allowed', text: words.text }]);
  expect(await mailsTo(ana)).toEqual(['“Term begins” could not be posted']);
  expect(reasonIn((await ana.post('scheduled.post', { id: (await own(ana))[0]?.id })).body)).toBe('not-allowed');
});

test('whoever has mentioned too many in this hour finds it put off, not refused, and it appears in the next', async () => {
  const { limiter } = app.services;
  const [mod, ben] = [await app.person({ role: 'moderator' }), await app.person()];
  const { id: group } = await mod.do('group.create', { name: 'Iowa', purpose: 'Us.', language: 'en', kind: 'open' });
  const whose = { key: mod.personId, isTogether: false };
  for (const [budget, text] of [
    [peopleMentioned, mentionOf({ kind: 'person', id: ben.personId, name: 'Ben' })],
    [groupMentions, mentionOf({ kind: 'group', id: group, name: 'Iowa' })],
  ] as const) {
    const { id } = await mod.do('scheduled.put', { boardId: board, ...words, text, at: inHours(1) });
    while ((await limiter.take(budget, whose)) === 0);
    await passes(1.1);
    expect((await threadsOf(mod)).filter(({ _id }) => _id === id)).toEqual([]);
    const [waiting, ...others] = await own(mod);
    expect([waiting, others]).toMatchObject([{ id, state: 'waiting', reason: null }, []]);
    const ahead = Date.parse(waiting?.at ?? '') - app.clock.now().getTime();
    expect([ahead > 0.9 * HOUR_MS, ahead <= HOUR_MS]).toEqual([true, true]);
    // Budgets go by the real time: what an hour gives back is given back here.
    for (let n = 0; n < 2 * budget.points; n++) await limiter.giveBack(budget, whose);
    await passes(1.1);
    expect([await own(mod), (await threadsOf(mod)).filter(({ _id }) => _id === id).length]).toEqual([[], 1]);
  }
  expect(await mailsTo(mod)).toEqual([]);
});

test('whoever lets it appear now, and has mentioned too many, finds it refused at once', async () => {
  const [ana, ben] = [await app.person(), await app.person()];
  const text = mentionOf({ kind: 'person', id: ben.personId, name: 'Ben' });
  const { id } = await ana.do('scheduled.put', { boardId: board, ...words, text, at: inHours(9) });
  while ((await app.services.limiter.take(peopleMentioned, { key: ana.personId, isTogether: false })) === 0);
  expect(await ana.try('scheduled.post', { id })).toMatchObject({ ok: false });
  await passes(0.1);
  expect(await own(ana)).toMatchObject([{ id, state: 'refused', reason: 'too-many-people-mentioned' }]);
  // They are here, and have seen it.
  expect(await mailsTo(ana)).toEqual([]);
});

test('whoever dies between the refusal and its mail has it mailed all the same', async () => {
  const ana = await app.person();
  const { id } = await put(ana, 1);
  await ScheduledModel.updateOne({ _id: id }, { $set: { state: 'refused', reason: 'not-allowed' } });
  await passes(1.1);
  expect(await mailsTo(ana)).toEqual(['“Term begins” could not be posted']);
});

test('before it appears its author sees it, and whoever moderates its board; nobody else', async () => {
  const [ana, ben, moderator] = [await app.person(), await app.person(), await app.person({ role: 'moderator' })];
  const { id } = await put(ana, 24);
  expect((await moderator.see('scheduled.list', {})).others.map((one) => one.id)).toContain(id);
  for (const person of [ben, ana]) expect((await person.see('scheduled.list', {})).others).toEqual([]);
  for (const person of [ben, moderator]) {
    expect(reasonIn((await person.get('scheduled.get', { id })).body)).toBe('no-such-thing');
    for (const [name, input] of [
      ['scheduled.turn', { id, to: 'discarded' }],
      ['scheduled.post', { id }],
    ] as const)
      expect(reasonIn((await person.post(name, input)).body)).toBe('no-such-thing');
  }
  expect(await ana.see('scheduled.get', { id })).toMatchObject({ id, text: words.text });
  await ana.do('scheduled.turn', { id, to: 'stopped' });
  expect((await moderator.see('scheduled.list', {})).others.map((one) => one.id)).not.toContain(id);
});

test('where one may not start a thread, in the past, and more than twenty: refused', async () => {
  const ana = await app.person();
  const staffOnly = await aBoardOf(boss, { start: { circle: 'staff', groups: [] } });
  const tried = async (hours: number, on = board) =>
    reasonIn((await ana.post('scheduled.put', { boardId: on, ...words, at: inHours(hours) })).body);
  expect([await tried(1, staffOnly), await tried(-1), await tried(24 * 400)]).toEqual([
    'not-allowed',
    'scheduled-when',
    'scheduled-when',
  ]);
  for (let n = 0; n < scheduledLimits.each; n++) await put(ana, 24);
  expect(await tried(24)).toBe('too-many-scheduled');
});

test('it is in one’s data, and whoever leaves takes it along: it never appears', async () => {
  const ana = await app.person();
  await put(ana, 1);
  expect((await ana.see('account.export', {})).scheduled).toMatchObject([{ text: words.text }]);
  const email = (await ana.see('account.me', {})).me?.email ?? '';
  await ana.do('account.erase', { email, words: 'keep' });
  await app.settled();
  expect(await ScheduledModel.countDocuments({ personId: ana.personId })).toBe(0);
  const before = await ThreadModel.countDocuments({});
  await passes(2);
  expect(await ThreadModel.countDocuments({})).toBe(before);
});
