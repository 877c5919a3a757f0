import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { withoutVotes, withVotes } from '@hearth/server/features/threads/voted-store';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import mongoose from 'mongoose';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf, aThread } from '../support/builders.ts';
import { leave } from '../support/leaving.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let board: BoardId;
let ana: Person;
let ben: Person;
let mo: Person;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard({ kind: 'ideas' });
  ana = await app.person({ name: 'Ana Fuentes' });
  ben = await app.person({ name: 'Ben Okafor' });
  mo = await app.person({ name: 'Mo Moderator', role: 'moderator' });
});
afterAll(() => app.close());

const refused = (reason: string) => ({ ok: false, error: { reason } });
const votesOf = async (threadId: ThreadId, by = app.stranger()) => {
  await app.settled();
  return (await by.see('thread.get', { threadId })).thread.votes ?? 0;
};
const voted = async (by: Person, threadIds: ThreadId[]) => (await by.see('idea.voted', { threadIds })).voted;

test('each has one vote for an idea and takes it back; all see how many, in the thread and on its board', async () => {
  const { id: threadId } = await aThread(ana, board);
  const commandId = randomUUID();
  expect(await ben.do('idea.vote', { threadId, up: true }, commandId)).toEqual({ up: true });
  await ben.do('idea.vote', { threadId, up: true }, commandId);
  await ben.do('idea.vote', { threadId, up: true });
  await ana.do('idea.vote', { threadId, up: true });
  expect(await votesOf(threadId)).toBe(2);
  const { rows } = await app.stranger().see('board.get', { boardId: board });
  expect(rows.find(({ id }) => id === threadId)?.votes).toBe(2);
  expect([await voted(ben, [threadId]), await voted(mo, [threadId])]).toEqual([[threadId], []]);
  expect(await voted(app.stranger(), [threadId])).toEqual([]);
  await ben.do('idea.vote', { threadId, up: false });
  expect(await votesOf(threadId)).toBe(1);
  expect(await voted(ben, [threadId])).toEqual([]);
});

test('fifty taps of one person at once are one vote, and those of twenty people twenty', async () => {
  const { id: threadId } = await aThread(ana, board);
  await Promise.all(Array.from({ length: 50 }, () => ben.do('idea.vote', { threadId, up: true })));
  expect(await votesOf(threadId)).toBe(1);
  const many = await Promise.all(Array.from({ length: 20 }, () => app.person()));
  await Promise.all(many.map((one) => one.do('idea.vote', { threadId, up: true })));
  expect(await votesOf(threadId)).toBe(21);
}, 30_000);

test('who may reply votes, and nobody else; on other boards there is nothing to vote for', async () => {
  const closed = await aBoardOf(mo, { reply: { circle: 'staff', groups: [] } }, { kind: 'ideas' });
  const hidden = await aBoard({ readers: 'staff', kind: 'ideas' });
  const other = await aBoard();
  const ids = await Promise.all([closed, hidden, other].map(async (one) => (await aThread(mo, one)).id));
  const tries = await Promise.all(ids.map((threadId) => ben.try('idea.vote', { threadId, up: true })));
  expect(tries).toMatchObject([refused('not-allowed'), refused('no-such-thing'), refused('not-allowed')]);
  const [first] = ids;
  expect(await app.stranger().post('idea.vote', { threadId: first, up: true })).toMatchObject({
    body: refused('sign-in-first'),
  });
});

test('moderators say what is to become of an idea, and why, in a note that all read; null takes it back', async () => {
  const { id: threadId } = await aThread(ana, board);
  const set = { threadId, state: 'planned', reason: 'In spring.' } as const;
  expect(await ben.try('idea.set-state', set)).toMatchObject(refused('not-allowed'));
  const { thread, post } = await mo.do('idea.set-state', set);
  expect(thread.ideaState).toBe('planned');
  expect(post).toMatchObject({ note: { kind: 'idea', state: 'planned', reason: 'In spring.' }, html: '' });
  expect(await mo.try('idea.set-state', set)).toMatchObject(refused('already-so'));
  expect(await mo.try('idea.set-state', { ...set, state: 'done', reason: ' ' })).toMatchObject({
    error: { fields: { reason: 'missing' } },
  });
  expect((await mo.do('idea.set-state', { ...set, state: null })).thread.ideaState).toBeUndefined();
  const { id: elsewhere } = await aThread(ana, await aBoard());
  expect(await mo.try('idea.set-state', { ...set, threadId: elsewhere })).toMatchObject(refused('not-allowed'));
});

test('sorted by votes, the newest first among equals, page by page without a gap, and an index answers it', async () => {
  const own = await aBoard({ kind: 'ideas' });
  const ids: ThreadId[] = [];
  for (let n = 0; n < 40; n++) ids.push((await aThread(ana, own)).id);
  const voters = [ana, ben, mo];
  const wanted = new Map(ids.map((id, n) => [id, n % 4] as const));
  for (const [threadId, votes] of wanted)
    for (const one of voters.slice(0, votes)) await one.do('idea.vote', { threadId, up: true });
  // One that nobody votes for any more stands among those that nobody ever did.
  const taken = ids[4];
  if (!taken) throw new Error('no such idea');
  await ben.do('idea.vote', { threadId: taken, up: true });
  await ben.do('idea.vote', { threadId: taken, up: false });
  await app.settled();

  const first = await ana.see('board.get', { boardId: own, by: 'votes' });
  const last = first.rows.at(-1);
  if (!last) throw new Error('no rows');
  const before = { at: last.startedAt, id: last.id, votes: last.votes ?? 0 };
  const second = await ana.see('board.get', { boardId: own, by: 'votes', before });
  expect([first.rows.length, first.more, second.rows.length, second.more]).toEqual([30, true, 10, false]);
  const newestFirst = ids.toReversed();
  const expected = [3, 2, 1, 0].flatMap((votes) => newestFirst.filter((id) => wanted.get(id) === votes));
  expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(expected);
  // The row it goes on after may stand among those with votes as well.
  const middle = first.rows[12];
  if (!middle) throw new Error('no row');
  const rest = await ana.see('board.get', {
    boardId: own,
    by: 'votes',
    before: { at: middle.startedAt, id: middle.id, votes: middle.votes ?? 0 },
  });
  expect(rest.rows.map(({ id }) => id)).toEqual(expected.slice(13));

  const above = { votes: 2, at: new Date(), id: last.id };
  for (const asked of [
    withVotes(own, null, 31),
    withVotes(own, above, 31),
    withoutVotes(own, null, 31),
    withoutVotes(own, { ...above, votes: 0 }, 31),
  ]) {
    const plan = JSON.stringify(await asked.explain('queryPlanner'));
    expect(plan).toContain('boardId_1_votes_-1_startedAt_-1__id_1');
    expect(plan).not.toMatch(/COLLSCAN|"SORT"/);
  }
}, 60_000);

test('what is done or not planned takes no votes and gives none back; taken up again it does', async () => {
  const { id: threadId } = await aThread(ana, board);
  await ben.do('idea.vote', { threadId, up: true });
  await mo.do('idea.set-state', { threadId, state: 'declined', reason: 'Too dear.' });
  for (const up of [true, false])
    expect(await ben.try('idea.vote', { threadId, up })).toMatchObject(refused('idea-decided'));
  expect(await votesOf(threadId, ana)).toBe(1);
  await mo.do('idea.set-state', { threadId, state: 'considering', reason: 'A grant came.' });
  await ana.do('idea.vote', { threadId, up: true });
  expect(await votesOf(threadId, ana)).toBe(2);
});

test('an idea that was merged into another one stands in no order any more, and nobody votes for it', async () => {
  const own = await aBoard({ kind: 'ideas' });
  const [voted, plain, into] = [await aThread(ana, own), await aThread(ana, own), await aThread(ana, own)];
  await ben.do('idea.vote', { threadId: voted.id, up: true });
  await app.settled();
  for (const { id } of [voted, plain]) await mo.do('thread.merge', { threadId: id, into: into.id });
  await app.settled();
  const { rows } = await ana.see('board.get', { boardId: own, by: 'votes' });
  expect(rows.map(({ id }) => id)).toEqual([into.id]);
  expect(await ben.try('idea.vote', { threadId: voted.id, up: true })).toMatchObject(refused('merged'));
});

test('L12: on an idea asked without a name, its author’s vote is one among others, and names nobody', async () => {
  const own = await aBoardOf(mo, {}, { kind: 'ideas', asksUnnamed: true });
  const input = { boardId: own, title: 'A quiet room', text: 'For us.', language: 'en', unnamed: true } as const;
  const { thread } = await ana.do('thread.start', input);
  await ana.do('idea.vote', { threadId: thread.id, up: true });
  expect(await votesOf(thread.id, ben)).toBe(1);
  const seen = JSON.stringify([
    await ben.see('thread.get', { threadId: thread.id }),
    await ben.see('board.get', { boardId: own, by: 'votes' }),
  ]);
  expect(seen).not.toContain(ana.personId);
});

test('votes are in one’s export, and stay counted as nobody’s when one leaves; the reason of a moderator goes with their words', async () => {
  const leaver = await app.person({ name: 'Lena Leaver', role: 'moderator' });
  const { id: threadId } = await aThread(ana, board);
  await leaver.do('idea.vote', { threadId, up: true });
  await leaver.do('idea.set-state', { threadId, state: 'declined', reason: 'Words of Lena.' });
  await app.settled();
  const data = await leaver.see('account.export', {});
  expect(data.ideaVotes).toMatchObject([{ threadId, up: true }]);
  expect(data.notes).toMatchObject([{ threadId, kind: 'idea', reason: 'Words of Lena.' }]);
  await leave(app, leaver, 'remove');
  expect(await votesOf(threadId)).toBe(1);
  const page = await ana.see('thread.get', { threadId, from: 1 });
  expect(page.posts[1]).toMatchObject({ by: null, note: { kind: 'idea', state: 'declined', reason: '' } });
  for (const name of ['events', 'tallies', 'posts']) {
    const all = JSON.stringify(await mongoose.connection.db?.collection(name).find().toArray());
    expect([name, all.includes(leaver.personId), all.includes('Words of Lena')]).toEqual([name, false, false]);
  }
}, 40_000);
