import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findPerson } from '@hearth/server/features/accounts/store';
import { FollowModel } from '@hearth/server/features/follows/model';
import { levelOf } from '@hearth/server/features/follows/access';
import { readFollowed } from '@hearth/server/features/follows/store';
import type { BoardId } from '@hearth/shared/boards/entity';
import { followLimits } from '@hearth/shared/follows/limits';
import { OWN_LEVEL, OWN_MUTED } from '@hearth/shared/follows/own';
import type { OwnValue } from '@hearth/shared/kernel/protocol';
import type { ThreadId } from '@hearth/shared/threads/entity';
import mongoose from 'mongoose';
import { aBoard, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { removeAs } from '../support/removing.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
let board: BoardId;
let questions: BoardId;
let ben: Person;
beforeAll(async () => {
  app = await openApp();
  [board, questions] = [await aBoard(), await aBoard({ kind: 'question' })];
  ben = await app.person({ name: 'Ben Okafor' });
});
afterAll(() => app.close());

/** Somebody for whom nothing is unread yet. */
async function reader(): Promise<Person> {
  const person = await app.person();
  await person.do('unread.mark-all', {});
  return person;
}

const standing = async (person: Person, threadId: ThreadId) => {
  await app.settled();
  const { level, reason } = await person.see('follow.thread', { threadId });
  return [level, reason];
};
const titles = async (person: Person, filter: 'all' | 'followed' = 'all') =>
  (await person.see('unread.list', { filter })).rows.map(({ thread }) => thread.title);

test('whoever starts a thread or replies follows it, and what they chose themselves stays', async () => {
  const [ana, carla] = [await app.person(), await app.person()];
  const { id: threadId } = await aThread(ana, board);
  expect(await standing(ana, threadId)).toEqual(['follow', 'started']);
  expect(await standing(carla, threadId)).toEqual(['normal', null]);
  await carla.do('post.reply', { threadId, text: 'Me neither.' });
  await ana.do('post.reply', { threadId, text: 'So?' });
  expect(await standing(carla, threadId)).toEqual(['follow', 'replied']);
  expect(await standing(ana, threadId)).toEqual(['follow', 'started']);
  for (const level of ['mute', 'normal'] as const) {
    expect(await carla.do('follow.set', { what: { threadId }, level })).toEqual({ level, reason: 'chosen' });
    await carla.do('post.reply', { threadId, text: `And ${level}` });
    expect(await standing(carla, threadId)).toEqual([level, 'chosen']);
  }
  // Editing is not replying.
  const dan = await app.person({ role: 'moderator' });
  await removeAs(dan, { threadId, no: 2 });
  expect(await standing(dan, threadId)).toEqual(['normal', null]);
});

test('whoever has the same question follows it until they have it no more, unless they have written there', async () => {
  const [ana, carla] = [await app.person(), await app.person()];
  const { id: threadId } = await aThread(ben, questions);
  const say = (person: Person, kind: 'same' | 'thanks' | null) => person.do('reaction.set', { threadId, no: 1, kind });
  await say(ana, 'same');
  expect(await standing(ana, threadId)).toEqual(['follow', 'same']);
  await say(ana, 'thanks');
  expect(await standing(ana, threadId)).toEqual(['normal', null]);
  await say(ana, 'same');
  await ana.do('post.reply', { threadId, text: 'We do too.' });
  await say(ana, null);
  expect(await standing(ana, threadId)).toEqual(['follow', 'replied']);
  await carla.do('follow.set', { what: { threadId }, level: 'mute' });
  await say(carla, 'same');
  await say(carla, null);
  expect(await standing(carla, threadId)).toEqual(['mute', 'chosen']);
});

test('whoever takes back the same question after a crash in between follows what they wrote in', async () => {
  const ana = await app.person();
  const { id: threadId } = await aThread(ben, questions);
  const say = (kind: 'same' | null) => ana.do('reaction.set', { threadId, no: 1, kind });
  await say('same');
  await ana.do('post.reply', { threadId, text: 'We do too.' });
  await app.settled();
  // As far as it had come.
  await FollowModel.deleteOne({ personId: ana.personId, id: threadId });
  await say(null);
  expect(await standing(ana, threadId)).toEqual(['follow', 'replied']);
  await ana.do('follow.set', { what: { threadId }, level: 'normal' });
  await say(null);
  expect(await standing(ana, threadId)).toEqual(['normal', 'chosen']);
});

test('a thread goes with its board, and what is said of the thread itself counts for more', async () => {
  const ana = await reader();
  const own = await aBoard();
  const { id: threadId } = await aThread(ben, own, { title: 'Own' });
  await ana.do('follow.set', { what: { boardId: own }, level: 'follow' });
  expect(await standing(ana, threadId)).toEqual(['follow', 'board']);
  expect(await ana.see('follow.boards', {})).toEqual({ [own]: 'follow' });
  await ana.do('follow.set', { what: { boardId: own }, level: 'mute' });
  // What comes by itself does not stand over what was chosen.
  await ana.do('post.reply', { threadId, text: 'Just this' });
  expect(await standing(ana, threadId)).toEqual(['mute', 'board']);
  await ana.do('follow.set', { what: { threadId }, level: 'follow' });
  expect(await standing(ana, threadId)).toEqual(['follow', 'chosen']);
  await aThread(ben, own, { title: 'Another' });
  await ben.do('post.reply', { threadId, text: 'More' });
  expect(await titles(ana)).toEqual(['Own']);
  expect(await ana.do('follow.set', { what: { boardId: own }, level: 'normal' })).toEqual({
    level: 'normal',
    reason: null,
  });
  expect(await ana.see('follow.boards', {})).toEqual({});
  expect(await titles(ana)).toEqual(['Own', 'Another']);
});

test('what is muted is in no count and no list, and is there again as it was when that ends', async () => {
  const ana = await reader();
  const own = await aBoard();
  const [one, two] = [await aThread(ben, own, { title: 'One' }), await aThread(ben, board, { title: 'Two' })];
  expect(await titles(ana)).toEqual(['Two', 'One']);
  await ana.do('follow.set', { what: { boardId: own }, level: 'mute' });
  await ana.do('follow.set', { what: { threadId: two.id }, level: 'mute' });
  await ben.do('post.reply', { threadId: one.id, text: 'More' });
  expect(await titles(ana)).toEqual([]);
  expect(await ana.see('unread.count', {})).toEqual({ total: 0, boards: {} });
  expect((await ana.see('board.get', { boardId: own })).read[one.id]).toBe(2);
  const latest = (await ana.see('thread.latest', { most: 20 })).map(({ thread }) => thread.title);
  expect(latest).not.toContain('One');
  expect(latest).not.toContain('Two');
  expect(await ana.do('unread.mark-all', {})).toEqual({ threads: 0 });
  const { boards, muted } = await ana.see('follow.list', {});
  expect(boards.map(({ board: { id }, level }) => [id, level])).toEqual([[own, 'mute']]);
  expect(muted.threads.map(({ title }) => title)).toEqual(['Two']);
  await ana.do('follow.set', { what: { boardId: own }, level: 'normal' });
  await ana.do('follow.set', { what: { threadId: two.id }, level: 'normal' });
  expect(await titles(ana)).toEqual(['One', 'Two']);
  expect((await ben.see('follow.list', {})).muted).toEqual({ threads: [], people: [] });
});

test('what somebody starts whom one has muted is in no list, and their posts are named to be folded', async () => {
  const [ana, carla] = [await reader(), await app.person({ name: 'Carla Lind' })];
  const hers = await aThread(carla, board, { title: 'Hers' });
  const his = await aThread(ben, board, { title: 'His' });
  await carla.do('post.reply', { threadId: his.id, text: 'No.' });
  await ana.do('person.mute', { personId: carla.personId, muted: true });
  expect(await ana.see('follow.person', { personId: carla.personId })).toEqual({ muted: true });
  expect(await titles(ana)).toEqual(['His']);
  expect(await standing(ana, hers.id)).toEqual(['mute', 'person']);
  expect((await ana.see('follow.thread', { threadId: his.id })).muted).toEqual([carla.personId]);
  expect((await ana.see('follow.list', {})).muted.people.map(({ name }) => name)).toEqual(['Carla Lind']);
  expect(await ana.try('person.mute', { personId: ana.personId, muted: true })).toMatchObject({
    error: { reason: 'not-allowed' },
  });
  await ana.do('person.mute', { personId: carla.personId, muted: false });
  expect(await titles(ana)).toEqual(['His', 'Hers']);
});

test('the bell asks how much somebody hears of a post: of a muted person nothing, also where they follow', async () => {
  const [ana, carla] = [await app.person(), await app.person()];
  const { id } = await aThread(ana, board);
  await app.settled();
  const thread = { id, boardId: board, startedBy: ana.personId };
  expect(await levelOf(ana.personId, thread, carla.personId)).toBe('follow');
  expect(await levelOf(carla.personId, thread, ana.personId)).toBe('normal');
  await ana.do('person.mute', { personId: carla.personId, muted: true });
  expect(await levelOf(ana.personId, thread, carla.personId)).toBe('mute');
  expect(await levelOf(ana.personId, thread)).toBe('follow');
});

test('of what is unread one sees what one follows, also of a followed board', async () => {
  const ana = await reader();
  const own = await aBoard();
  const mine = await aThread(ana, board, { title: 'Mine' });
  await app.settled();
  await aThread(ben, board, { title: 'Not mine' });
  await ben.do('post.reply', { threadId: mine.id, text: 'Yes' });
  await ana.do('follow.set', { what: { boardId: own }, level: 'follow' });
  const quiet = await aThread(ben, own, { title: 'Quiet' });
  await aThread(ben, own, { title: 'Of the board' });
  await ana.do('follow.set', { what: { threadId: quiet.id }, level: 'normal' });
  expect(await titles(ana, 'followed')).toEqual(['Of the board', 'Mine']);
});

test('one’s other pages know within a second', async () => {
  const [ana, carla] = [await app.person(), await app.person()];
  const { id: threadId } = await aThread(ben, board);
  const own: OwnValue[] = [];
  const tab = ana.openSocket();
  tab.on('own', (values) => own.push(...values));
  await tab.emitWithAck('query', 'account.me', {});
  const told = (kind: string, key: string) => own.findLast((value) => value.kind === kind && value.key === key)?.value;
  const asks = async (act: () => Promise<unknown>, kind: string, key: string, value: OwnValue['value']) => {
    const at = performance.now();
    await act();
    await until(() => told(kind, key) === value, `to be told ${String(value)}`);
    expect(performance.now() - at).toBeLessThan(1_500);
  };
  const key = `thread/${threadId}`;
  await asks(() => ana.do('post.reply', { threadId, text: 'Me' }), OWN_LEVEL, key, 'follow replied');
  await asks(() => ana.do('follow.set', { what: { threadId }, level: 'mute' }), OWN_LEVEL, key, 'mute chosen');
  const { personId } = carla;
  await asks(() => ana.do('person.mute', { personId, muted: true }), OWN_MUTED, personId, true);
  tab.disconnect();
});

test('as much may be muted as is looked at, and what is followed is listed page by page', async () => {
  const ana = await reader();
  const at = new Date();
  const row = (n: number, level: 'mute' | 'follow') => ({
    ...{ personId: ana.personId, kind: 'thread', id: n.toString(16).padStart(16, '0') },
    ...{ level, reason: 'chosen', at },
  });
  await FollowModel.insertMany(Array.from({ length: followLimits.muted }, (_, n) => row(n, 'mute')));
  const { id: threadId } = await aThread(ben, board);
  const { body } = await ana.post('follow.set', { what: { threadId }, level: 'mute' });
  expect(reasonIn(body)).toBe('too-many-muted');
  await FollowModel.deleteMany({ personId: ana.personId });

  const ids: string[] = [];
  for (let n = 0; n < followLimits.page + 2; n++) ids.push((await aThread(ben, board, { title: `T${n}` })).id);
  await FollowModel.insertMany(ids.map((id) => ({ ...row(0, 'follow'), id })));
  const first = await ana.see('follow.list', {});
  const second = await ana.see('follow.list', { before: first.next ?? undefined });
  expect([first.followed.length, second.followed.length, second.next]).toEqual([followLimits.page, 2, null]);
  expect([...first.followed, ...second.followed].map(({ thread }) => thread.id)).toEqual(ids.toSorted());
});

test('however many follow a thread, a reply costs one write more, after it was answered', async () => {
  const [ana, carla] = [await app.person(), await app.person()];
  const { id } = await aThread(ana, board);
  const follower = (n: number) => ({ personId: n.toString(16).padStart(16, '0'), kind: 'thread', id, level: 'follow' });
  await FollowModel.insertMany(
    Array.from({ length: 500 }, (_, n) => ({ ...follower(n), reason: 'same', at: new Date() })),
  );
  await app.settled();
  const trips: string[] = [];
  mongoose.set('debug', (collection: string, method: string) => void trips.push(`${collection}.${method}`));
  try {
    await carla.do('post.reply', { threadId: id, text: 'Together' });
    await app.settled();
  } finally {
    mongoose.set('debug', false);
  }
  // The bell asks once how much those hear whom it answers.
  expect(trips.filter((trip) => trip.startsWith('follows.') && trip !== 'follows.find')).toEqual(['follows.bulkWrite']);
  // All else that follows a reply included, but for looks at the jobs, of which `settled` takes many.
  expect(trips.filter((trip) => !trip.startsWith('jobs.')).length).toBeLessThan(60);
});

test('all of it is looked up by an index', async () => {
  const asked = [
    FollowModel.find({ personId: 'a', kind: { $in: ['thread', 'board'] }, id: { $in: ['a', 'b'] } }),
    FollowModel.find({
      $or: [
        { personId: 'a', kind: 'thread', id: 'a' },
        { personId: 'a', kind: { $in: ['board', 'person', 'tag'] } },
      ],
    }),
    FollowModel.find({ personId: 'a', level: 'mute' }).limit(5),
    FollowModel.find({ personId: 'a', kind: 'board' }),
    FollowModel.find({ personId: 'a', level: 'follow', kind: 'thread' }).sort({ at: -1, id: 1 }).limit(5),
    FollowModel.find({ kind: 'person', id: 'a' }),
  ];
  for (const query of asked) {
    const plan = JSON.stringify(await query.explain('queryPlanner'));
    expect(plan).toMatch(/IXSCAN/);
    expect(plan).not.toMatch(/COLLSCAN/);
  }
  expect(await readFollowed('a', null, 5)).toEqual([]);
});

test('what one follows is in the export, and goes with the account on either side', async () => {
  const [ana, carla] = [await app.person(), await app.person()];
  await aThread(ana, board);
  await app.settled();
  await ana.do('person.mute', { personId: carla.personId, muted: true });
  const { follows } = await ana.see('account.export', {});
  expect(follows.map(({ kind, level, reason }) => [kind, level, reason])).toEqual([
    ['person', 'mute', 'chosen'],
    ['thread', 'follow', 'started'],
  ]);
  const emailOf = async ({ personId }: Person) => (await findPerson(personId))?.email ?? '';
  await carla.do('account.erase', { email: await emailOf(carla), words: 'keep' });
  await until(async () => (await FollowModel.countDocuments({ id: carla.personId })) === 0, 'her to be gone');
  await ana.do('account.erase', { email: await emailOf(ana), words: 'keep' });
  await until(async () => (await FollowModel.countDocuments({ personId: ana.personId })) === 0, 'it to be gone');
});
