import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ThreadModel } from '@hearth/server/features/threads/model';
import { rightsFor } from '@hearth/shared/boards/policy';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let board: BoardId;
let ana: Person;
let mo: Person;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  ana = await app.person({ name: 'Ana Fuentes' });
  mo = await app.person({ name: 'Mo Moderator', role: 'moderator' });
});
afterAll(() => app.close());
beforeEach(() => ThreadModel.updateMany({}, { $unset: { featuredUntil: 1, featuredAt: 1 } }));

const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(app.clock.now().getTime() + days * DAY_MS).toISOString();
const feature = (threadId: ThreadId, days = 3) => mo.do('thread.feature', { threadId, until: inDays(days) });
const titlesFor = async (person: Person) => (await person.see('thread.featured', {})).map(({ thread }) => thread.title);
const refusalOf = async (person: Person, threadId: ThreadId, until: string | null) =>
  reasonIn((await person.post('thread.feature', { threadId, until })).body);

test('a thread is featured until its day is over, with how far one has read it, and is taken down before', async () => {
  const { id: threadId } = await aThread(ana, board, { title: 'Look here' });
  const [commandId, until] = [randomUUID(), inDays(3)];
  const first = await mo.do('thread.feature', { threadId, until }, commandId);
  expect(first.featuredUntil).toBe(until);
  expect(await mo.do('thread.feature', { threadId, until }, commandId)).toEqual(first);
  expect(await app.stranger().see('thread.featured', {})).toEqual([
    { thread: (await ana.see('thread.get', { threadId })).thread, board: expect.objectContaining({ id: board }) },
  ]);
  expect((await ana.see('thread.featured', {}))[0]?.readNo).toBe(1);
  expect(await mo.see('thread.moderation', { threadId })).toMatchObject({ featuredUntil: until, mayFeature: true });
  await mo.do('thread.feature', { threadId, until: null });
  expect(await titlesFor(ana)).toEqual([]);
  expect(await refusalOf(mo, threadId, null)).toBe('already-so');

  await feature(threadId);
  app.clock.advance(3 * DAY_MS - 60_000);
  expect(await titlesFor(ana)).toEqual(['Look here']);
  app.clock.advance(60_000);
  for (const person of [ana, mo, app.stranger()]) expect(await titlesFor(person)).toEqual([]);
  expect((await mo.see('thread.moderation', { threadId })).featuredUntil).toBeNull();
  expect(await refusalOf(mo, threadId, inDays(0))).toBe('invalid-input');
});

test('whoever may not read its board is shown nothing of it, also when that changes or the thread is moved', async () => {
  const [staff, open] = [await aBoard({ readers: 'staff' }), await aBoard()];
  const { id } = await aThread(mo, staff, { title: 'Among us' });
  await feature(id);
  expect([await titlesFor(mo), await titlesFor(ana), await titlesFor(app.stranger())]).toEqual([['Among us'], [], []]);

  const { id: threadId } = await aThread(ana, open, { title: 'For all' });
  await feature(threadId);
  expect(await titlesFor(app.stranger())).toEqual(['For all']);
  const looks = { name: { en: 'Own', es: 'Propio' }, purpose: { en: 'Own', es: 'Propio' }, icon: 'chat' } as const;
  const settings = { boardId: open, ...looks, colour: 'pine', kind: 'discussion', after: null } as const;
  await mo.do('board.edit', { ...settings, rights: rightsFor('members') });
  expect([await titlesFor(ana), await titlesFor(app.stranger())]).toEqual([['For all'], []]);
  // What was decided for one board is not decided for another.
  await mo.do('thread.move', { threadId, to: board });
  expect(await titlesFor(ana)).toEqual([]);
  const { id: merged } = await aThread(ana, board, { title: 'Merged' });
  await feature(merged);
  await mo.do('thread.merge', { threadId: merged, into: threadId });
  expect(await titlesFor(ana)).toEqual([]);
});

test('staff alone feature, and nobody is shown what they have muted', async () => {
  const owner = await app.person();
  const { id: threadId } = await aThread(owner, board, { title: 'Muted by Ana' });
  expect(await refusalOf(ana, threadId, inDays(1))).toBe('not-allowed');
  expect(reasonIn((await app.stranger().post('thread.feature', { threadId, until: inDays(1) })).body)).toBe(
    'sign-in-first',
  );
  // Whoever moderates one board through a group does not speak for the network.
  const group = { name: 'Keepers', purpose: 'Of one board.', language: 'en', kind: 'open' } as const;
  const { id: groupId } = await mo.do('group.create', group);
  await ana.do('group.join', { groupId });
  const own = await aBoard();
  const looks = { name: { en: 'Own', es: 'Propio' }, purpose: { en: 'Own', es: 'Propio' }, icon: 'chat' } as const;
  const settings = { boardId: own, ...looks, colour: 'pine', kind: 'discussion', after: null } as const;
  const rights = { ...rightsFor('everyone'), moderate: { circle: 'staff' as const, groups: [groupId] } };
  await mo.do('board.edit', { ...settings, rights });
  const there = await aThread(owner, own);
  expect((await ana.see('thread.moderation', { threadId: there.id })).mayFeature).toBe(false);
  expect(await refusalOf(ana, there.id, inDays(1))).toBe('not-allowed');

  await feature(threadId);
  await ana.do('follow.set', { what: { threadId }, level: 'mute' });
  expect([await titlesFor(ana), await titlesFor(app.stranger())]).toEqual([[], ['Muted by Ana']]);
});

test('the three that were featured last are shown, the latest first, found by an index', async () => {
  const titles = ['One', 'Two', 'Three', 'Four'];
  for (const title of titles) {
    app.clock.advance(1_000);
    await feature((await aThread(ana, board, { title })).id);
  }
  expect(await titlesFor(app.stranger())).toEqual(['Four', 'Three', 'Two']);
  const plan = await ThreadModel.find({ featuredUntil: { $gt: app.clock.now() }, mergedInto: null }).explain();
  expect(JSON.stringify(plan)).toContain('featuredUntil_1');
});
