import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PersonModel } from '@hearth/server/features/accounts/model';
import { tellJoined } from '@hearth/server/features/accounts/welcome';
import { EntryModel } from '@hearth/server/features/desk/model';
import { EventModel } from '@hearth/server/streams/model';
import { ALL } from '@hearth/shared/desk/kinds';
import { deskLimits } from '@hearth/shared/desk/limits';
import { rightsFor } from '@hearth/shared/boards/policy';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { DeskFilter, DeskRow } from '@hearth/shared/desk/entity';
import type { GroupId } from '@hearth/shared/kernel/ids';
import { aBoard, aBoardOf, aRoom, aThread, askUnnamed } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { removeAs } from '../support/removing.ts';

let app: TestApp;
let rosa: Person;
let ana: Person;
let board: BoardId;
beforeAll(async () => {
  app = await openApp();
  rosa = await app.person({ name: 'Rosa Lind', role: 'moderator' });
  ana = await app.person({ name: 'Ana Fuentes' });
  board = await aBoard();
});
afterAll(() => app.close());

/** Of two things at the same moment none is the later one. */
const passes = () => app.clock.advance(1_000);

/** What the desk shows once everything that follows has happened. */
async function desk(person: Person, filter: DeskFilter = { boardId: board }): Promise<DeskRow[]> {
  await app.settled();
  return (await person.see('desk.list', { filter })).rows;
}

const kindsOf = (rows: readonly DeskRow[]) => rows.map(({ ref }) => ref.kind);

async function aGroup(name: string): Promise<GroupId> {
  const group = await rosa.do('group.create', {
    name,
    purpose: 'They look after a board.',
    language: 'en',
    kind: 'invited',
  });
  return group.id;
}

test('what people write, change and take away is on the desk, the latest first, with who and where', async () => {
  const lena = await app.person({ name: 'Lena Ortiz' });
  const thread = await aThread(lena, board, { title: 'Late buses', text: 'Who **drives**?' });
  const threadId = thread.id;
  passes();
  await ana.do('post.reply', { threadId, text: 'I do.' });
  passes();
  await lena.do('post.reply', { threadId, text: 'Thank you!' });
  app.clock.advance(3_600_000);
  await ana.do('post.edit', { threadId, no: 2, text: 'I did.' });
  passes();
  await removeAs(rosa, { threadId, no: 2 });
  passes();
  await rosa.do('post.restore', { threadId, no: 2 });
  passes();
  await rosa.do('thread.lock', { threadId, reason: 'All is said.' });
  passes();
  await rosa.do('thread.pin', { threadId, until: new Date(app.clock.now().getTime() + 86_400_000).toISOString() });

  const rows = await desk(rosa);
  expect(kindsOf(rows)).toEqual(['pinned', 'locked', 'restored', 'deleted', 'edited', 'reply', 'reply', 'started']);
  const [, locked, , deleted, edited, second, , started] = rows;
  expect(started).toMatchObject({
    by: { name: 'Lena Ortiz' },
    board: { id: board },
    thread: { id: threadId, title: 'Late buses', language: 'en' },
    no: 1,
    excerpt: 'Who drives?',
    isFirst: true,
    acts: ['remove', 'moderate'],
  });
  expect(second).toMatchObject({ by: { name: 'Lena Ortiz' }, isFirst: false });
  expect(edited).toMatchObject({ by: { name: 'Ana Fuentes' }, excerpt: 'I did.' });
  expect(deleted).toMatchObject({ by: { name: 'Rosa Lind' }, no: 2 });
  expect(locked).toMatchObject({ by: { name: 'Rosa Lind' }, excerpt: 'All is said.', acts: ['moderate'] });
});

test('the desk is for moderators: for others there is none, and strangers are asked to sign in', async () => {
  for (const filter of [{}, { boardId: board }]) {
    expect(reasonIn((await ana.get('desk.list', { filter })).body)).toBe('no-such-thing');
    expect(reasonIn((await app.stranger().get('desk.list', { filter })).body)).toBe('sign-in-first');
  }
  const socket = ana.openSocket();
  for (const stream of [`desk:${ALL}`, `desk:${board}`])
    expect(await socket.emitWithAck('watch', stream, { seq: 0, mark: '' })).toMatchObject({
      error: { reason: 'no-such-thing' },
    });
  socket.close();
});

test('whoever moderates a board through a group sees that board alone; what staff may not read is on no desk of theirs', async () => {
  const groupId = await aGroup('Stewards');
  const own = { circle: 'nobody' as const, groups: [groupId] };
  const stewards = await aBoardOf(rosa, {
    ...rightsFor('members'),
    read: own,
    see: own,
    start: own,
    reply: own,
    attach: own,
    moderate: own,
  });
  const steward = await app.person({ name: 'Stella Steward' });
  await rosa.do('group.invite', { groupId, personId: steward.personId });
  await steward.do('group.join', { groupId });
  await app.settled();
  await aThread(steward, stewards, { title: 'Among ourselves', text: 'Nobody else reads this.' });

  const rows = await desk(steward, { boardId: stewards });
  expect(rows).toMatchObject([{ ref: { kind: 'started' }, thread: { title: 'Among ourselves' } }]);
  const seen = await steward.see('desk.list', { filter: { boardId: stewards } });
  expect([seen.isAll, seen.boards.map(({ id }) => id)]).toEqual([false, [stewards]]);
  for (const filter of [{}, { boardId: board }])
    expect(reasonIn((await steward.get('desk.list', { filter })).body)).toBe('no-such-thing');

  // But for whoever made the group, and so is in it.
  for (const person of [await app.person({ role: 'moderator' }), await app.person({ role: 'admin' })]) {
    expect(JSON.stringify(await desk(person, {}))).not.toContain('Among ourselves');
    const ids = rows.map(({ ref }) => ref.id);
    expect((await person.see('desk.show', { ids })).rows).toEqual([]);
    expect((await person.get('desk.list', { filter: { boardId: stewards } })).status).toBe(404);
  }
  // Not even that there is something: no event of the network's desk names it.
  const entry = await EntryModel.findById(rows[0]?.ref.id).lean();
  const told = await EventModel.find({ stream: `desk:${ALL}`, 'data.ids': entry?._id }).lean();
  expect([entry?.boardId, told]).toEqual([stewards, []]);
});

test('L12: who asked without a name is named nowhere on the desk, nor in what it stores', async () => {
  const quiet = await app.person({ name: 'Quinn Quiet', work: 'teacher', state: 'OH' });
  const unnamed = await aBoardOf(rosa, {}, { asksUnnamed: true });
  for (let n = 0; n < 4; n++) await app.person({ work: 'teacher', state: 'OH' });
  const threadId = await askUnnamed(quiet, unnamed);
  passes();
  await quiet.do('post.reply', { threadId, text: 'Anybody?', unnamed: true });
  passes();
  await quiet.do('post.delete', { threadId, no: 2 });
  const rows = await desk(rosa, { boardId: unnamed });
  expect(kindsOf(rows)).toEqual(['deleted', 'reply', 'started']);
  expect(rows.map(({ by }) => by)).toEqual([null, null, null]);
  expect(rows[2]?.alias?.en).toBeDefined();
  const { id: roomId } = await aRoom(rosa, { now: app.clock.now().getTime() });
  await quiet.do('question.ask', { roomId, text: 'How do I say this?', anonymous: true });
  expect((await desk(rosa, { areas: ['questions'] }))[0]).toMatchObject({ by: null, excerpt: 'How do I say this?' });
  const stored = JSON.stringify(await EntryModel.find({ kind: { $nin: ['joined', 'role', 'group'] } }).lean());
  expect(stored).not.toContain(quiet.personId);
});

test('rooms, people and roles are on the desk of staff; who waits needs a decision until there is one', async () => {
  const { id: roomId } = await aRoom(rosa, { live: false, now: app.clock.now().getTime() });
  passes();
  await rosa.do('room.open', { roomId });
  passes();
  const { question } = await ana.do('question.ask', { roomId, text: 'Who drives?', anonymous: false });
  passes();
  await rosa.do('question.answer-now', { roomId, questionId: question.id, replaces: null });
  await rosa.do('question.answered', { roomId, questionId: question.id, note: 'Carl.' });
  passes();
  await rosa.do('room.end', { roomId });
  const rows = await desk(rosa, { areas: ['rooms', 'questions'] });
  expect(kindsOf(rows).slice(0, 5)).toEqual(['ended', 'answered', 'asked', 'opened', 'announced']);
  expect(rows[2]).toMatchObject({ by: { name: 'Ana Fuentes' }, room: { id: roomId }, excerpt: 'Who drives?' });

  const ida = await app.person({ role: 'admin' });
  const willa = await app.person({ name: 'Willa Waits' });
  await PersonModel.updateOne({ _id: willa.personId }, { $set: { status: 'waiting', isUntold: true } });
  await tellJoined(app.services, willa.personId);
  const [waiting] = await desk(rosa, { needsDecision: true });
  expect(waiting).toMatchObject({ ref: { kind: 'waiting' }, by: { name: 'Willa Waits' }, acts: ['decide'] });
  passes();
  await rosa.do('person.decide', { personId: willa.personId, welcome: true });
  expect(await desk(rosa, { needsDecision: true })).toEqual([]);
  passes();
  await ida.do('person.set-role', { personId: willa.personId, role: 'moderator' });
  const people = await desk(rosa, { areas: ['people'], personId: willa.personId });
  expect(kindsOf(people)).toEqual(['role', 'welcomed', 'waiting']);
  expect(people[0]).toMatchObject({ detail: 'moderator', by: { name: 'Willa Waits' } });
});

test('one looks for a kind, a person, a language, a day; a page goes on where the one before ended while more arrives', async () => {
  const busy = await aBoard();
  const carl = await app.person({ name: 'Carl Diaz' });
  const { thread } = await carl.do('thread.start', { boardId: busy, title: 'Autobús', text: 'Tarde.', language: 'es' });
  for (let n = 0; n < deskLimits.page + 10; n++)
    await ana.do('post.reply', { threadId: thread.id, text: `Reply ${n}` });
  const filter = { boardId: busy };
  expect(kindsOf(await desk(rosa, { ...filter, personId: carl.personId }))).toEqual(['started']);
  expect(await desk(rosa, { ...filter, language: 'en' })).toEqual([]);
  expect(await desk(rosa, { ...filter, areas: ['acts'] })).toEqual([]);
  const today = app.clock.now().toISOString().slice(0, 10);
  expect(await desk(rosa, { ...filter, from: today, to: today })).toHaveLength(deskLimits.page);
  expect(await desk(rosa, { ...filter, to: '2020-01-01' })).toEqual([]);

  const first = await rosa.see('desk.list', { filter });
  await ana.do('post.reply', { threadId: thread.id, text: 'Meanwhile' });
  await app.settled();
  const second = await rosa.see('desk.list', { filter, before: first.next ?? undefined });
  expect(second.next).toBeNull();
  const ids = [...first.rows, ...second.rows].map(({ ref }) => ref.id);
  expect([ids.length, new Set(ids).size]).toEqual([deskLimits.page + 11, deskLimits.page + 11]);
  expect(first.rows[0]).toMatchObject({ isFast: true });
  expect(second.rows.at(-1)).toMatchObject({ isFast: false });
  expect(first.counts.posts).toBeGreaterThan(deskLimits.page);
});

test('threads that nobody has answered for two days are found; those that were answered or locked are not', async () => {
  const still = await aBoard();
  const [quiet, answered, locked] = [await aThread(ana, still), await aThread(ana, still), await aThread(ana, still)];
  await rosa.do('post.reply', { threadId: answered.id, text: 'Here.' });
  await rosa.do('thread.lock', { threadId: locked.id, reason: 'Elsewhere.' });
  const filter = { boardId: still, unanswered: true };
  expect(await desk(rosa, filter)).toEqual([]);
  app.clock.advance((deskLimits.unansweredHours + 1) * 3_600_000);
  expect((await desk(rosa, filter)).map(({ thread }) => thread?.id)).toEqual([quiet.id]);
});

test('what goes to another board goes with all that happened in it, and leaves nothing where it was', async () => {
  const groupId = await aGroup('Closed circle');
  const own = { circle: 'nobody' as const, groups: [groupId] };
  const rights = { read: own, see: own, start: own, reply: own, attach: own, moderate: own };
  const closed = await aBoardOf(rosa, rights);
  await rosa.do('group.join', { groupId });
  await app.settled();
  const from = await aBoard();
  const thread = await aThread(ana, from, { title: 'A secret after all', text: 'Words that go away.' });
  passes();
  await ana.do('post.reply', { threadId: thread.id, text: 'More of them.' });
  passes();
  expect(await desk(rosa, { boardId: from })).toHaveLength(2);
  await rosa.do('thread.move', { threadId: thread.id, to: closed });
  expect(await desk(rosa, { boardId: from })).toEqual([]);
  expect(JSON.stringify(await desk(rosa, {}))).not.toMatch(/A secret after all|Words that go away/);
  expect(kindsOf(await desk(rosa, { boardId: closed }))).toEqual(['moved', 'reply', 'started']);
});

test('nothing that was deleted, purged or erased leaves a word on the desk or in its store', async () => {
  const here = await aBoard();
  const leaver = await app.person({ name: 'Lena Goodbye' });
  const thread = await aThread(leaver, here, { title: 'Stays', text: 'A regretted sentence.' });
  await leaver.do('post.reply', { threadId: thread.id, text: 'A purged sentence.' });
  passes();
  await leaver.do('post.delete', { threadId: thread.id, no: 2 });
  passes();
  await rosa.do('post.purge', { threadId: thread.id, no: 2, reason: 'It named a child.' });
  const rows = await desk(rosa, { boardId: here });
  expect(JSON.stringify(rows)).not.toContain('A purged sentence');
  expect(rows[0]).toMatchObject({ ref: { kind: 'purged' }, by: { name: 'Rosa Lind' }, acts: ['moderate'] });

  await rosa.do('desk.save-view', { name: 'What she writes', filter: { personId: leaver.personId } });
  const email = (await leaver.see('account.me', {})).me?.email ?? '';
  await leaver.do('account.erase', { email, words: 'remove' });
  const after = JSON.stringify([await desk(rosa, { boardId: here }), await desk(rosa, {})]);
  expect(after).not.toMatch(/regretted|Lena Goodbye/);
  expect(after).not.toContain(leaver.personId);
  expect(await EntryModel.countDocuments({ personId: leaver.personId })).toBe(0);
  expect((await rosa.see('desk.views', {})).views).toEqual([]);
  const log = JSON.stringify(await EventModel.find({ stream: /^desk:/ }).lean());
  expect(log).not.toMatch(/sentence|Lena/);
});

test('what happened is kept for 400 days, and what is looked for in one language is found by an index', async () => {
  const indexes = await EntryModel.collection.indexes();
  expect(indexes).toContainEqual(expect.objectContaining({ key: { at: 1 }, expireAfterSeconds: 400 * 86_400 }));
  expect(indexes.map(({ key }) => key)).toContainEqual({ language: 1, at: -1, _id: -1 });
});
