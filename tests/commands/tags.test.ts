import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { tagged } from '@hearth/server/features/threads/tagged-store';
import type { BoardId } from '@hearth/shared/boards/entity';
import { tagId, type TagId } from '@hearth/shared/tags/entity';
import { tagLimits } from '@hearth/shared/tags/limits';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf, aThread } from '../support/builders.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let board: BoardId;
let other: BoardId;
let ana: Person;
let ben: Person;
let mo: Person;
beforeAll(async () => {
  app = await openApp();
  [board, other] = [await aBoard(), await aBoard()];
  ana = await app.person({ name: 'Ana Fuentes' });
  ben = await app.person({ name: 'Ben Okafor' });
  mo = await app.person({ name: 'Mo Moderator', role: 'moderator' });
});
afterAll(() => app.close());

const refused = (reason: string) => ({ ok: false, error: { reason } });

let made = 0;
async function aTag(en?: string, synonyms: { en?: string[]; es?: string[] } = {}): Promise<TagId> {
  const id = tagId.parse(`tag-${++made}`);
  const called = en ?? `Tag ${made}`;
  await mo.do('tag.create', {
    tagId: id,
    name: { en: called, es: `${called} (es)` },
    synonyms: { en: synonyms.en ?? [], es: synonyms.es ?? [] },
    group: 'topic',
  });
  return id;
}

const described = async (id: TagId) => {
  const { tags } = await mo.see('tag.list', {});
  const { name, synonyms, group, retired } = present(tags.find((one) => one.id === id));
  return { tagId: id, name, synonyms, group, retired };
};
const tagsOf = async (threadId: ThreadId) => (await ana.see('thread.get', { threadId })).thread.tags;
const idsWith = async (id: TagId, by: Person) =>
  (await by.see('tag.get', { tagId: id })).rows.map(({ thread }) => thread.id);

async function aTagged(tags: TagId[], on = board, by = ana) {
  const { thread } = await by.do('thread.start', { boardId: on, title: 'Bus', text: 'Words', language: 'en', tags });
  return thread;
}

test('moderators keep the list; what is typed leads to one tag, whatever the accents', async () => {
  const bus = await aTag('Transport', { en: ['Buses'], es: ['Camión escolar'] });
  const both = { en: 'Something', es: 'Algo' };
  const input = { tagId: tagId.parse('mine'), name: both, synonyms: { en: [], es: [] }, group: null };
  expect(await ana.try('tag.create', input)).toMatchObject(refused('not-allowed'));
  expect(await mo.try('tag.create', { ...input, tagId: bus })).toMatchObject(refused('tag-exists'));
  expect(await mo.try('tag.create', { ...input, name: { en: 'CAMION escolar', es: 'x' } })).toMatchObject({
    error: { reason: 'tag-name-taken', params: { name: 'CAMION escolar', tag: 'Transport' } },
  });
  const commandId = randomUUID();
  const renamed = { ...(await described(bus)), name: { en: 'Getting here', es: 'Transporte' } };
  const after = await mo.do('tag.edit', renamed, commandId);
  expect(after).toMatchObject({ id: bus, name: { en: 'Getting here' }, retired: false });
  expect(await mo.do('tag.edit', renamed, commandId)).toEqual(after);
  expect((await app.stranger().see('tag.list', {})).tags).toContainEqual(after);
});

test('a thread is begun with tags; who began it and moderators choose others, nobody else, and never more than five', async () => {
  const [one, two] = [await aTag(), await aTag()];
  const thread = await aTagged([one, one]);
  expect(thread.tags).toEqual([one]);
  const { id: threadId } = thread;
  expect(await ben.try('thread.tag', { threadId, tags: [two] })).toMatchObject(refused('not-yours'));
  const changed = await ana.do('thread.tag', { threadId, tags: [two, one] });
  expect(changed.thread).toMatchObject({ tags: [two, one], lastPostAt: thread.lastPostAt, lastNo: 1 });
  // Nothing changes, and no event says so.
  expect((await mo.do('thread.tag', { threadId, tags: [two, one] })).thread.rev).toBe(changed.thread.rev);
  expect((await mo.do('thread.tag', { threadId, tags: [] })).thread.tags).toEqual([]);
  expect(await idsWith(two, ana)).not.toContain(threadId);

  const many = Array.from({ length: tagLimits.onThread + 1 }, () => one);
  expect((await ana.post('thread.tag', { threadId, tags: many })).body).toMatchObject(refused('invalid-input'));
  const unknown = tagId.parse('nobody-knows');
  expect(await ana.try('thread.tag', { threadId, tags: [unknown] })).toMatchObject(refused('tag-gone'));
  const input = { boardId: board, title: 'T', text: 'W', language: 'en' as const, tags: [unknown] };
  expect(await ana.try('thread.start', input)).toMatchObject(refused('tag-gone'));
});

test('whoever watches the thread or its board is shown its tags at once', async () => {
  const one = await aTag();
  const own = await aBoard();
  const { id: threadId } = await aThread(ana, own);
  await ana.do('thread.tag', { threadId, tags: [one] });
  await app.settled();
  const { rows } = await ben.see('board.get', { boardId: own });
  expect(rows[0]).toMatchObject({ id: threadId, tags: [one] });
  expect(await tagsOf(threadId)).toEqual([one]);
});

test('a retired tag stays with its threads and is given to no other', async () => {
  const [old, other] = [await aTag(), await aTag()];
  const { id: threadId } = await aTagged([old]);
  const { id: without } = await aThread(ana, board);
  await mo.do('tag.edit', { ...(await described(old)), retired: true });
  expect(await ana.try('thread.tag', { threadId: without, tags: [old] })).toMatchObject(refused('tag-gone'));
  expect((await ana.do('thread.tag', { threadId, tags: [old, other] })).thread.tags).toEqual([old, other]);
  expect(await idsWith(old, ben)).toEqual([threadId]);
  await mo.do('tag.edit', { ...(await described(old)), retired: false });
  await ana.do('thread.tag', { threadId: without, tags: [old] });
});

test('of a tag that is merged all threads get the other, its address leads there, and its names find it', async () => {
  const from = await aTag('Absenteeism', { en: ['Truancy'] });
  const into = await aTag('Attendance');
  const last = await aTag('Being here');
  const threads = [await aTagged([from]), await aTagged([from, into]), await aTagged([into], other)];
  expect(await mo.try('tag.merge', { tagId: from, into: from })).toMatchObject(refused('tag-gone'));
  expect(await ana.try('tag.merge', { tagId: from, into })).toMatchObject(refused('not-allowed'));
  const stays = await mo.do('tag.merge', { tagId: from, into });
  expect(stays).toMatchObject({ id: into, synonyms: { en: ['Absenteeism', 'Truancy'] } });
  await app.settled();
  for (const { id } of threads) expect(await tagsOf(id)).toEqual([into]);
  expect((await ben.see('tag.get', { tagId: from })).tag.id).toBe(into);
  expect(await idsWith(from, ben)).toEqual(threads.map(({ id }) => id).toReversed());

  // What an older page offers is what stands in its place now.
  expect((await aTagged([from])).tags).toEqual([into]);
  for (const name of ['tag.merge', 'tag.edit'] as const)
    expect((await mo.post(name, { ...(await described(from)), into: last })).body).toMatchObject({ ok: false });
  await mo.do('tag.merge', { tagId: into, into: last });
  await app.settled();
  expect(await tagsOf(present(threads[0]).id)).toEqual([last]);
  expect((await ben.see('tag.get', { tagId: from })).tag.id).toBe(last);
});

test('a tag shows threads of the boards one may read, page after page, and none of any other', async () => {
  const one = await aTag();
  const closed = await aBoardOf(mo, { read: { circle: 'staff', groups: [] } });
  const started: ThreadId[] = [];
  for (let n = 0; n < tagLimits.page + 3; n++) started.unshift((await aTagged([one], [board, other][n % 2])).id);
  const { id: hidden } = await aTagged([one], closed, mo);
  expect((await mo.see('tag.get', { tagId: one })).rows[0]?.thread.id).toBe(hidden);
  for (const reader of [ana, app.stranger()]) {
    const page = await reader.see('tag.get', { tagId: one });
    const row = present(page.rows.at(-1)).thread;
    const rest = await reader.see('tag.get', { tagId: one, before: { at: row.lastPostAt, id: row.id } });
    expect([page.more, rest.more]).toEqual([true, false]);
    expect([...page.rows, ...rest.rows].map(({ thread }) => thread.id).toSorted()).toEqual(started.toSorted());
    const feed = await reader.see('feed.tag', { tagId: one });
    expect(feed.entries.map(({ threadId }) => threadId)).not.toContain(hidden);
    expect(feed.entries).toHaveLength(30);
  }
  const { rows } = await ana.see('board.get', { boardId: other, tag: one });
  expect(rows.every((row) => row.boardId === other && row.tags.includes(one))).toBe(true);
  expect(rows).toHaveLength((tagLimits.page + 2) / 2);
});

test('threads of a tag are read by the index of tags, also further down, and sorted by it', async () => {
  const before = { at: new Date(), id: 'ffffffffffffffff' };
  for (const asked of [
    tagged('a', ['b', 'c'], null, 31),
    tagged('a', ['b', 'c'], before, 31),
    tagged('a', ['b'], before, 31),
  ]) {
    const plan = JSON.stringify(await asked.explain('queryPlanner'));
    expect(plan).toMatch(/"stage":"IXSCAN".*"indexName":"tags_1_/);
    expect(plan).not.toMatch(/COLLSCAN|"SORT"/);
  }
});

test('in a locked thread whoever started it changes no tags any more, and moderators do', async () => {
  const [one, two] = [await aTag(), await aTag()];
  const { id: threadId } = await aTagged([one]);
  await mo.do('thread.lock', { threadId, reason: 'Solved.' });
  expect(await ana.try('thread.tag', { threadId, tags: [two] })).toMatchObject(refused('locked'));
  await mo.do('thread.tag', { threadId, tags: [two] });
  expect(await tagsOf(threadId)).toEqual([two]);
});
