import { randomUUID } from 'node:crypto';
import { fileId } from '@hearth/shared/files/entity';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PostModel } from '@hearth/server/features/threads/model';
import type { PubSubMessage } from '@hearth/server/streams/pub-sub';
import type { BoardId } from '@hearth/shared/boards/entity';
import mongoose from 'mongoose';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf, askUnnamed, aThread, keepsGoing } from '../support/builders.ts';
import { leave } from '../support/leaving.ts';
import type { Person } from '../support/person.ts';
import { removeAs } from '../support/removing.ts';
import { storeBesidesPeople } from '../support/store-text.ts';
import { watchBoard, watchThread } from '../support/watching.ts';

let app: TestApp;
let board: BoardId;
let asker: Person;
let helper: Person;
let moderator: Person;
/** Everything that any process was told. */
const rings: PubSubMessage[] = [];
const COORDINATOR = { en: 'A coordinator, Midwest', es: 'Alguien de coordinación, Medio Oeste' };

beforeAll(async () => {
  app = await openApp();
  moderator = await app.person({ name: 'Mo Moderator', role: 'moderator' });
  const everyone = { circle: 'everyone' as const, groups: [] };
  board = await aBoardOf(moderator, { see: everyone, read: everyone }, { kind: 'question', asksUnnamed: true });
  asker = await app.person({ name: 'Quiet Quentin', work: 'coordinator', school: 'A school only Quentin is at' });
  helper = await app.person({ name: 'Hilda Helper' });
  for (const state of ['MI', 'IL']) await app.person({ work: 'coordinator', state });
  app.services.streams.pubSub.subscribe((message) => rings.push(message));
});
afterAll(() => app.close());

const ask = (by = asker, on = board) => askUnnamed(by, on);

const refused = (reason: string) => ({ error: { reason } });

test('L12: who asks on a board without a name is in no answer, event or document, whoever looks and whatever happens', async () => {
  const onlooker = await app.person();
  const threadId = await ask();
  const places = { threadId, no: 1 };
  const people = [moderator, onlooker, app.stranger()];
  const views = await Promise.all(people.map((person) => watchThread(person, threadId)));
  const boards = await Promise.all(people.slice(0, 2).map((person) => watchBoard(person, board)));
  await helper.do('post.reply', { threadId, text: 'Take somebody along.', inReplyTo: 1 });
  await asker.do('post.reply', { threadId, text: 'Whom did you take?', unnamed: true, inReplyTo: 2 });
  await asker.do('post.edit', { ...places, text: 'I am still afraid to.' });
  await onlooker.do('reaction.set', { ...places, kind: 'same' });
  await asker.do('answer.accept', { threadId, no: 3 });
  await asker.do('answer.accept', { threadId, no: 2 });
  await asker.do('post.delete', { ...places });
  await asker.do('post.restore', { ...places });
  app.clock.advance(200_000);
  await asker.do('post.edit', { ...places, text: 'I am afraid no more.' });
  await asker.do('thread.mark-read', { threadId, no: 3 });
  await app.settled();
  for (const view of [...views, ...boards]) await view.converged();

  const look = async (person: Person) => [
    await person.see('thread.get', { threadId }),
    await person.see('board.get', { boardId: board }),
    await person.see('post.history', places),
    await person.see('reaction.in', { threadId, from: 1, to: 9 }),
    await person.see('feed.thread', { threadId }),
    await person.see('thread.latest', { most: 20 }),
  ];
  const seen = [
    JSON.stringify(views.map((view) => view.state)),
    JSON.stringify(boards.map((view) => view.state)),
    JSON.stringify(await Promise.all(people.map(look))),
    JSON.stringify(await moderator.see('reaction.names', places)),
    JSON.stringify(await moderator.see('post.by-person', { personId: asker.personId, most: 20 })),
    JSON.stringify(await helper.see('bell.list', {})),
    JSON.stringify(await helper.see('account.export', {})),
    JSON.stringify(await moderator.see('account.export', {})),
    JSON.stringify(rings.filter(({ kind }) => kind === 'event')),
    await storeBesidesPeople(),
  ];
  for (const text of seen)
    for (const trace of [asker.personId, 'Quentin', 'only Quentin']) expect(text.includes(trace)).toBe(false);
  const { thread, posts } = await onlooker.see('thread.get', { threadId });
  expect([thread.by, thread.alias, posts[0]?.alias, posts[2]?.alias]).toEqual([null, ...Array(3).fill(COORDINATOR)]);
  expect(thread.answer).toMatchObject({ no: 2, by: { name: 'Hilda Helper' }, markedBy: null, markedAs: COORDINATOR });
});

test('L12: what comes with a question tells which of two people asked it by nothing but its words', async () => {
  const shapes = new Set<string>();
  const other = await app.person({ name: 'Another one', work: 'coordinator', state: 'MN' });
  for (const person of [asker, other]) {
    await app.settled();
    rings.length = 0;
    const threadId = await ask(person);
    await person.do('post.reply', { threadId, text: 'More', unnamed: true });
    await app.settled();
    expect(JSON.stringify(rings)).not.toContain(person.personId);
    // Everything but what is different in every question: its id, its marks, its keys, its numbers and its times.
    const told = JSON.stringify(rings.toSorted((a, b) => JSON.stringify(a).length - JSON.stringify(b).length));
    const shape = told
      .replaceAll(threadId, 'ID')
      .replaceAll(/"(mark|key)":"[^"]*"/g, '"$1":"M"')
      // What the desk calls an entry: a keyed hash of its event.
      .replaceAll(/"id":"[0-9a-f]{24}"/g, '"id":"H"')
      .replaceAll(/"\d{4}-[^"]*Z"/g, '"AT"')
      .replaceAll(/"(seq|rev|threads)":\d+/g, '"$1":N');
    shapes.add([...new Set(shape.match(/"\w+":("[^"]*"|null|N|true|false)/g))].sort().join());
  }
  expect(shapes.size).toBe(1);
});

test('L12: two questions of one person have nothing in common that tells it', async () => {
  for (const threadId of [await ask(), await ask()]) await helper.do('post.reply', { threadId, text: 'Yes' });
  await app.settled();
  await asker.do('bell.read-all', {});
  for (const collection of ['askers', 'asked', 'notifications', 'threads', 'posts']) {
    const found = await mongoose.connection.collection(collection).find().sort({ _id: -1 }).toArray();
    const [one, two] = collection === 'posts' ? found.filter(({ no }) => no === 1) : found;
    if (!one || !two) throw new Error('two questions were asked');
    const told = ['_id', 'tag', 'sealed', 'key', 'threadId', 'personId', 'readBy'];
    for (const field of told) if (field in one) expect(String(one[field])).not.toBe(String(two[field]));
    if ('alias' in one) expect(one['alias'].askerId).not.toBe(two['alias'].askerId);
  }
});

test('L12: the asker alone is known again, edits, deletes and accepts; nobody else does, moderators do what they may with every post', async () => {
  const threadId = await ask();
  expect((await asker.see('thread.get', { threadId })).asks).toEqual({ opened: 0 });
  for (const person of [helper, moderator, app.stranger()])
    expect((await person.see('thread.get', { threadId })).asks).toBeUndefined();
  await helper.do('post.reply', { threadId, text: 'Words' });
  const places = { threadId, no: 1 };
  for (const person of [helper, moderator]) {
    expect(await person.try('post.edit', { ...places, text: 'Other words' })).toMatchObject(refused('not-yours'));
    expect((await person.get('post.source', places)).body).toMatchObject(refused('not-yours'));
    expect(await person.try('post.reply', { threadId, text: 'Me', unnamed: true })).toMatchObject(refused('not-yours'));
  }
  expect(await helper.try('answer.accept', { threadId, no: 2 })).toMatchObject(refused('not-yours'));
  expect(await helper.try('post.delete', places)).toMatchObject(refused('not-yours'));
  expect(await asker.see('post.source', places)).toMatchObject({ text: 'I am afraid to.' });
  await removeAs(moderator, places);
  // A moderator’s word stands.
  expect(await asker.try('post.restore', places)).toMatchObject(refused('not-yours'));
  await moderator.do('post.restore', places);
  await asker.do('post.delete', places);
  expect(await helper.try('post.restore', places)).toMatchObject(refused('not-yours'));
  await asker.do('post.restore', places);
});

test('the asker may also reply with their name, and reacts to nothing they wrote under the alias', async () => {
  const threadId = await ask();
  const { post } = await asker.do('post.reply', { threadId, text: 'Speaking for myself' });
  expect([post.by?.name, post.alias]).toEqual(['Quiet Quentin', undefined]);
  expect(await asker.try('reaction.set', { threadId, no: 1, kind: 'same' })).toMatchObject(refused('not-allowed'));
  await helper.do('reaction.set', { threadId, no: 1, kind: 'same' });
  expect(await asker.try('post.reply', { threadId, text: 'As whom?', unnamed: true })).toMatchObject({ ok: true });
});

test('one asks without a name only where the board says so, with words alone, and once', async () => {
  const question = { title: 'Why?', text: 'Words', language: 'en', unnamed: true } as const;
  const named = await aBoard();
  expect(await asker.try('thread.start', { boardId: named, ...question })).toMatchObject(refused('named-here'));
  expect(await asker.see('anonymous.alias', { boardId: named })).toEqual({ alias: null });
  expect(await asker.see('anonymous.alias', { boardId: board })).toEqual({ alias: COORDINATOR });
  const pictures = [{ fileId: fileId.parse('0123456789abcdef'), alt: '' }];
  const withOne = await asker.try('thread.start', { boardId: board, ...question, pictures });
  expect(withOne).toMatchObject({ ok: false });
  const commandId = randomUUID();
  const first = await asker.do('thread.start', { boardId: board, ...question }, commandId);
  expect(await asker.do('thread.start', { boardId: board, ...question }, commandId)).toEqual(first);
  expect(await helper.try('thread.start', { boardId: board, ...question }, commandId)).toMatchObject({ ok: false });
  expect((await asker.see('thread.get', { threadId: first.thread.id })).asks).toBeDefined();
  expect((await helper.see('thread.get', { threadId: first.thread.id })).asks).toBeUndefined();
});

test('a student’s name is asked about here too', async () => {
  const question = { title: 'Why?', text: 'My student Emma Lopez, 4th grade, has an IEP.', language: 'en' } as const;
  const answer = await asker.try('thread.start', { boardId: board, ...question, unnamed: true });
  expect(answer).toMatchObject({ ok: false, error: { reason: 'student-information' } });
});

test('L12: an alias that would fit only one or two who may ask there says less', async () => {
  const principal = await app.person({ work: 'principal', state: 'CA' });
  const alias = async (person: Person, boardId = board) => (await person.see('anonymous.alias', { boardId })).alias?.en;
  expect(await alias(principal)).toBe('A member');
  for (const state of ['OH', 'NY']) await app.person({ work: 'principal', state });
  expect(await alias(principal)).toBe('A principal');
  for (const state of ['OR', 'WA']) await app.person({ work: 'principal', state });
  expect(await alias(principal)).toBe('A principal, West');
  // Among those who may start a thread there, however many read it.
  const start = { circle: 'staff' as const, groups: [] };
  const few = await aBoardOf(moderator, { start }, { asksUnnamed: true });
  expect(await alias(moderator, few)).toBe('A member');
  expect(await alias(asker, few)).toBeUndefined();
});

test('who asked is opened only by who moderates the board, with a written reason, which the asker reads', async () => {
  const threadId = await ask();
  const reason = 'They say that somebody is in danger.';
  for (const person of [helper, asker])
    expect(await person.try('anonymous.open', { threadId, reason })).toMatchObject(refused('not-allowed'));
  expect(await moderator.try('anonymous.open', { threadId, reason: ' ' })).toMatchObject(refused('invalid-input'));
  expect((await helper.get('anonymous.openings', { threadId })).body).toMatchObject(refused('not-allowed'));
  expect((await asker.see('anonymous.openings', { threadId })).openings).toEqual([]);

  rings.length = 0;
  const commandId = randomUUID();
  const opened = await moderator.do('anonymous.open', { threadId, reason }, commandId);
  expect(opened.by).toMatchObject({ personId: asker.personId, name: 'Quiet Quentin' });
  expect(await moderator.do('anonymous.open', { threadId, reason }, commandId)).toEqual(opened);
  const other = await app.person({ role: 'moderator' });
  expect(await other.try('anonymous.open', { threadId, reason }, commandId)).toMatchObject(refused('id-taken'));
  const mine = await asker.see('anonymous.openings', { threadId });
  expect(mine).toMatchObject({ asks: true, mayOpen: false, openings: [{ by: { name: 'Mo Moderator' }, reason }] });
  expect(mine.openings).toHaveLength(1);
  expect((await asker.see('thread.get', { threadId })).asks).toEqual({ opened: 1 });
  // It says who opened, not what was found.
  expect(JSON.stringify(await other.see('anonymous.openings', { threadId }))).not.toContain('Quentin');
  expect(JSON.stringify(rings)).not.toContain('Quentin');
  expect((await moderator.see('account.export', {})).openings).toMatchObject([{ threadId, reason }]);
});

test('one gets what one asked without a name; who leaves is nobody’s asker any more, in silence', async () => {
  const leaving = await app.person({ name: 'Leaving Lee', work: 'coordinator' });
  const [kept, gone] = [await ask(leaving), await ask(leaving)];
  await leaving.do('post.delete', { threadId: gone, no: 1 });
  const { unnamedPosts } = await leaving.see('account.export', {});
  expect(unnamedPosts.map(({ threadId, text }) => ({ threadId, text })).sort(byThread)).toEqual(
    [kept, gone].map((threadId) => ({ threadId, text: 'I am afraid to.' })).sort(byThread),
  );
  const before = await helper.see('thread.get', { threadId: kept });
  await leave(app, leaving, 'keep');
  expect(await helper.see('thread.get', { threadId: kept })).toEqual(before);
  expect(await moderator.do('anonymous.open', { threadId: kept, reason: 'Late' })).toEqual({ by: null });
  expect(await PostModel.findOne({ threadId: gone, no: 1 }).lean()).toMatchObject({ text: '…', html: '' });
}, 40_000);

test('H33: what one asked without a name and moderators took among themselves is one’s own in the export, and its new title is not', async () => {
  const asking = await app.person({ work: 'coordinator' });
  const threadId = await ask(asking);
  const { id: into } = await aThread(moderator, await aBoard({ readers: 'staff' }), { title: 'Among us' });
  await moderator.do('thread.merge', { threadId, into });
  await app.settled();
  const { unnamedPosts } = await asking.see('account.export', {});
  expect(unnamedPosts.map(({ title, text }) => ({ title, text }))).toContainEqual({
    title: '',
    text: 'I am afraid to.',
  });
  expect(JSON.stringify(unnamedPosts)).not.toContain('Among us');
}, 40_000);

const byThread = (a: { threadId: string }, b: { threadId: string }) => a.threadId.localeCompare(b.threadId);

test('who takes their words along takes those without a name along too, and what they said before', async () => {
  const leaving = await app.person({ work: 'coordinator' });
  const threadId = await ask(leaving);
  app.clock.advance(200_000);
  await leaving.do('post.edit', { threadId, no: 1, text: 'Second words of mine' });
  await leaving.do('post.reply', { threadId, text: 'Third words of mine', unnamed: true });
  await keepsGoing(helper, threadId);
  await leave(app, leaving, 'remove');
  const { posts, thread } = await helper.see('thread.get', { threadId });
  expect(posts.map(({ deleted }) => deleted)).toEqual([true, true, false]);
  expect(thread).toMatchObject({ alias: COORDINATOR, excerpt: '' });
  const store = await storeBesidesPeople();
  const own = store.split('\n').filter((line) => line.includes(threadId));
  for (const words of ['afraid', 'Second words', 'Third words']) expect(own.join('\n').includes(words)).toBe(false);
}, 40_000);

test('a moderator who leaves is named no more as who opened, and the reason stays for whoever asked', async () => {
  const threadId = await ask();
  const leaving = await app.person({ name: 'Olive Opener', role: 'moderator' });
  await leaving.do('anonymous.open', { threadId, reason: 'A long story' });
  await leave(app, leaving, 'keep');
  const { openings } = await asker.see('anonymous.openings', { threadId });
  expect(openings).toMatchObject([{ by: null, reason: 'A long story' }]);
}, 40_000);
