import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { EntryModel } from '@hearth/server/features/desk/model';
import { EventModel } from '@hearth/server/streams/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { DeskFilter } from '@hearth/shared/desk/entity';
import { ALL } from '@hearth/shared/desk/kinds';
import { ruleId } from '@hearth/shared/house-rules/entity';
import type { GroupId } from '@hearth/shared/kernel/ids';
import type { ReportSubject } from '@hearth/shared/review/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf, aRoom, aThread } from '../support/builders.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let ada: Person;
let rosa: Person;
let ana: Person;
let ben: Person;
/** Moderated by staff, and by a group. */
let board: BoardId;
let stewards: GroupId;
let steward: Person;
/** Moderates another board alone. */
let neighbour: Person;
beforeAll(async () => {
  app = await openApp();
  ada = await app.person({ name: 'Ada Admin', role: 'admin' });
  rosa = await app.person({ name: 'Rosa Lind', role: 'moderator' });
  [ana, ben] = [await app.person({ name: 'Ana Fuentes' }), await app.person({ name: 'Ben Okafor' })];
  [steward, neighbour] = [await app.person({ name: 'Stella Steward' }), await app.person()];
  stewards = await aGroup(steward);
  board = await aBoardOf(ada, { moderate: { circle: 'staff', groups: [stewards] } });
  await aBoardOf(ada, { moderate: { circle: 'staff', groups: [await aGroup(neighbour)] } });
});
/** What was there before the test. */
let before: readonly string[];
beforeEach(async () => {
  before = (await EntryModel.find({}, { _id: 1 }).lean()).map(({ _id }) => _id);
});
afterAll(() => app.close());

async function aGroup(...members: Person[]): Promise<GroupId> {
  const { id: groupId } = await ada.do('group.create', {
    ...{ name: 'Stewards', purpose: 'They look after a board.', language: 'en', kind: 'open' },
  });
  for (const one of members) await one.do('group.join', { groupId });
  await app.settled();
  return groupId;
}

async function reported(author: Person, on = board, reason: 'spam' | 'danger' = 'spam') {
  const { id: threadId } = await aThread(author, on, { title: 'Buy this', text: 'Cheap phones.' });
  const subject = { kind: 'post', threadId, no: 1 } as const;
  await report(subject, reason);
  return { threadId, subject };
}

async function report(subject: ReportSubject, reason: 'spam' | 'danger' = 'spam', by = ben) {
  await by.do('report.make', { subject, reason, note: 'A quagga' });
  await app.settled();
  app.clock.advance(1_000);
}

const REPORTS: DeskFilter = { areas: ['reports'] };

/** What somebody finds of it on a desk, if there is one for them. */
async function seen(by: Person, filter: DeskFilter = REPORTS) {
  const { status, body } = await by.get('desk.list', { filter });
  if (status === 404) return null;
  expect(reasonIn(body)).toBeNull();
  const { rows } = await by.see('desk.list', { filter });
  const fresh = rows.filter(({ ref }) => !before.includes(ref.id));
  return fresh.map(({ ref, review, by: who }) => [ref.kind, review?.item.state ?? null, who?.name ?? null]);
}

const here = (): DeskFilter => ({ areas: ['reports'], boardId: board });

/** What the streams of desks say of entries about somebody. */
async function toldOf(person: Person): Promise<number> {
  const ids = (await EntryModel.find({ about: person.personId }, { _id: 1 }).lean()).map(({ _id }) => _id);
  return EventModel.countDocuments({ stream: /^desk:/, 'data.ids': { $in: ids } });
}

test('a report is on the desks of those who may decide it, as a reference, and needs a decision while it is open', async () => {
  const { subject } = await reported(ana, board, 'danger');
  const row = ['reported', 'open', null];
  expect([await seen(rosa), await seen(rosa, here()), await seen(steward, here())]).toEqual([[row], [row], [row]]);
  expect([await seen(neighbour, here()), await seen(neighbour), await seen(ben), await seen(ana)]).toEqual(
    Array(4).fill(null),
  );
  const { rows, counts } = await steward.see('desk.list', { filter: { ...here(), needsDecision: true } });
  const [{ review, acts, ref }] = [present(rows[0])];
  expect([counts.reports, acts, ref.language, review?.item.reasons]).toEqual([
    1,
    ['review'],
    'en',
    [{ reason: 'danger', count: 1 }],
  ]);
  expect(review?.shown).toMatchObject({ title: 'Buy this', text: 'Cheap phones.', by: { name: 'Ana Fuentes' } });
  // Another one is news of the same; who reported is nowhere.
  await report(subject, 'danger', rosa);
  expect(await seen(steward, here())).toEqual([row]);
  const stored = JSON.stringify([
    await EntryModel.find({ kind: 'reported' }).lean(),
    await EventModel.find({ stream: /^desk:/ }).lean(),
  ]);
  expect(stored).not.toMatch(new RegExp(`${ben.personId}|${rosa.personId}|quagga|Buy this|phones`));

  const { item } = await rosa.see('review.get', { itemId: present(review).item.id });
  const { rev } = await ada.do('review.reject', { itemId: item.id, rev: item.rev, words: '' });
  await app.settled();
  expect(await seen(rosa, { ...REPORTS, needsDecision: true })).toEqual([]);
  expect(await seen(rosa)).toEqual([['reported', 'rejected', null]]);
  await ada.do('review.undo', { itemId: item.id, rev });
  await app.settled();
  expect(await seen(rosa, { ...REPORTS, needsDecision: true })).toEqual([row]);
  await ada.do('review.reject', { itemId: item.id, rev: rev + 1, words: '' });
  // Opened again it is news, and one thing to decide.
  app.clock.advance(1_000);
  await report(subject, 'danger', await app.person());
  expect([await seen(rosa), await seen(rosa, { ...REPORTS, needsDecision: true })]).toEqual([[row, row], [row]]);
});

test('whoever has a desk learns there of nothing that is about them, nor does anybody on one tell them so', async () => {
  const unnamed = await aBoardOf(ada, {}, { asksUnnamed: true });
  const { thread } = await rosa.do('thread.start', {
    ...{ boardId: unnamed, title: 'Without a name', text: 'Words', language: 'en', unnamed: true },
  });
  const { id: roomId } = await aRoom(ada);
  const { question } = await rosa.do('question.ask', { roomId, text: 'Rude?', anonymous: true });
  const { counts } = await rosa.see('desk.list', { filter: {} });
  await report({ kind: 'post', threadId: thread.id, no: 1 });
  await report({ kind: 'question', roomId, questionId: present(question).id });
  for (const moderator of [rosa, steward, neighbour]) {
    await report({ kind: 'person', personId: moderator.personId });
    await reported(moderator);
  }
  await app.settled();
  const all = [rosa, ada].map((one) => seen(one));
  expect(await Promise.all([...all, seen(steward, here()), seen(neighbour, here())])).toEqual([[], [], [], null]);
  expect(await EntryModel.countDocuments({ kind: 'reported', _id: { $nin: before } })).toBe(0);
  expect((await rosa.see('desk.list', { filter: {} })).counts.reports).toBe(counts.reports);
  // They wait in the queue, of those who may see them there.
  const { rows } = await ada.see('review.list', {});
  expect(rows.length).toBeGreaterThanOrEqual(8);
});

test('whoever comes to a desk finds nothing on it of what was reported about them before', async () => {
  const [cleo, dana] = [await app.person({ name: 'Cleo' }), await app.person({ name: 'Dana' })];
  await reported(cleo);
  await report({ kind: 'person', personId: dana.personId });
  expect([await seen(rosa), await toldOf(cleo), await toldOf(dana)]).toMatchObject([[{}, {}], 2, 1]);
  const listed = await rosa.see('desk.list', { filter: REPORTS });
  const ids = listed.rows.map(({ ref }) => ref.id);
  await cleo.do('group.join', { groupId: stewards });
  await ada.do('person.set-role', { personId: dana.personId, role: 'moderator' });
  for (const [person, filter] of [
    [cleo, here()],
    [dana, {}],
  ] as const) {
    // Before anything has followed, and after it.
    const own = (await EntryModel.find({ about: person.personId }, { _id: 1 }).lean()).map(({ _id }) => _id);
    const { rows: now } = await person.see('desk.show', { filter, ids });
    expect(now.filter(({ ref }) => own.includes(ref.id))).toEqual([]);
    await app.settled();
    const rows = (await person.see('desk.list', { filter })).rows.filter(
      ({ ref }) => ref.kind === 'reported' && !before.includes(ref.id),
    );
    expect(rows).toEqual([]);
    const socket = person.openSocket();
    const stream = `desk:${filter.boardId ?? ALL}`;
    const { seq, mark } = present(await EventModel.findOne({ stream, seq: 1 }).lean());
    const caught = await socket.emitWithAck('watch', stream, { seq, mark });
    expect(own.filter((id) => JSON.stringify(caught).includes(`"id":"${id}"`))).toEqual([]);
    socket.close();
  }
  expect(await seen(rosa)).toEqual([]);
});

test('it goes to the board where its post goes, and tells the desk that it leaves', async () => {
  const elsewhere = await aBoard();
  const { threadId } = await reported(ana);
  expect(await seen(steward, here())).toHaveLength(1);
  await ada.do('thread.move', { threadId, to: elsewhere });
  await app.settled();
  expect(await seen(steward, here())).toEqual([]);
  expect(await seen(ada, { ...REPORTS, boardId: elsewhere })).toHaveLength(1);
});

test('an appeal is on the desk of staff under the name of whoever appeals; who decided before reads it, and decides nothing', async () => {
  const said = { ruleId: ruleId.parse('be-kind'), words: 'Please stop that.', until: null };
  const { personId } = ana;
  const { sanctionId } = await rosa.do('sanction.impose', { personId, kind: 'warning', ...said });
  await ana.do('sanction.appeal', { sanctionId, words: 'A quotation.' });
  await app.settled();
  expect([await seen(ada), await seen(rosa), await seen(steward, here())]).toEqual([
    [['appealed', 'open', 'Ana Fuentes']],
    [['appealed', null, 'Ana Fuentes']],
    [],
  ]);
  await ada.do('sanction.decide-appeal', { personId, sanctionId, outcome: 'upheld', words: 'It stays.' });
  await app.settled();
  expect(await seen(ada, { ...REPORTS, needsDecision: true })).toEqual([]);
  const { sanctionId: second } = await ada.do('sanction.impose', { personId: rosa.personId, kind: 'warning', ...said });
  await rosa.do('sanction.appeal', { sanctionId: second, words: 'Why?' });
  await app.settled();
  expect(await seen(ada)).toHaveLength(1);
});
