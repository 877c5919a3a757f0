import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { GroupId } from '@hearth/shared/kernel/ids';
import { EventModel } from '@hearth/server/streams/model';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoardOf, aThread } from '../support/builders.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until, watchBoard } from '../support/watching.ts';

/** A reason that is asked for before an admin reads a board that is not for them. */

const MINUTE_MS = 60_000;
const reason = 'Somebody was threatened here';

let app: TestApp;
let ida: Person;
let otto: Person;
let mo: Person;
let ana: Person;
let ohio: GroupId;
beforeAll(async () => {
  app = await openApp();
  ida = await app.person({ name: 'Ida Berg', role: 'admin' });
  otto = await app.person({ name: 'Otto Lind', role: 'admin' });
  mo = await app.person({ name: 'Mo Reyes', role: 'moderator' });
  ana = await app.person({ name: 'Ana Fuentes' });
  ohio = (await otto.do('group.create', { name: 'Ohio', purpose: 'Us.', language: 'en', kind: 'hidden' })).id;
  await otto.do('group.invite', { groupId: ohio, personId: ana.personId });
  await ana.do('group.join', { groupId: ohio });
  await otto.do('group.set-owner', { groupId: ohio, personId: ana.personId, owner: true });
  await otto.do('group.leave', { groupId: ohio });
});
afterAll(() => app.close());

const its = () => ({ circle: 'nobody' as const, groups: [ohio] });

/** With a thread by Ana, who moderates it through her group. */
async function aPrivateBoard(): Promise<{ boardId: BoardId; threadId: string }> {
  const boardId = await aBoardOf(otto, { see: its(), read: its(), moderate: its() });
  const { id: threadId } = await aThread(ana, boardId);
  return { boardId, threadId };
}

const refusedFor = async (person: Person, name: string, input: unknown) =>
  reasonIn((await person.post(name, input)).body);
const asked = async (person: Person, name: string, input: unknown) => (await person.get(name, input)).status;
const openingsSeenBy = async (person: Person, boardId: BoardId) => {
  const { openings } = await person.see('board.get', { boardId });
  return openings.list.map(({ by, reason: why, endedAt }) => ({ name: by?.name, why, isOver: endedAt !== null }));
};

test('an admin opens a private board for an hour, and whoever reads it sees who, until when and why', async () => {
  const { boardId, threadId } = await aPrivateBoard();
  const view = await watchBoard(ana, boardId);
  expect(await asked(ida, 'board.get', { boardId })).toBe(404);

  const opened = await ida.do('board.break-glass', { boardId, reason });
  expect(Date.parse(opened.until) - Date.parse(opened.at)).toBe(60 * MINUTE_MS);
  await until(() => view.state.openings.list.length === 1, 'the page to say so');
  expect(view.state.openings.list[0]).toMatchObject({ by: { name: 'Ida Berg' }, reason, endedAt: null });

  expect(await asked(ida, 'board.get', { boardId })).toBe(200);
  expect(await asked(ida, 'thread.get', { threadId })).toBe(200);
  expect(await openingsSeenBy(ida, boardId)).toEqual([{ name: 'Ida Berg', why: reason, isOver: false }]);
  // It is theirs alone.
  expect([await asked(otto, 'board.get', { boardId }), await asked(mo, 'board.get', { boardId })]).toEqual([404, 404]);
});

test('who has opened a board does nothing there but read', async () => {
  const { boardId, threadId } = await aPrivateBoard();
  await ida.do('board.break-glass', { boardId, reason });
  const { may } = await ida.see('board.get', { boardId });
  expect(may).toEqual({ start: false, reply: false, attach: false, moderate: false });
  const acts = [
    ['thread.start', { boardId, title: 'T', text: 'Words', language: 'en' }],
    ['post.reply', { threadId, text: 'Words' }],
    ['reaction.set', { threadId, no: 1, kind: 'thanks' }],
    ['thread.lock', { threadId, reason }],
    ['follow.set', { what: { threadId }, level: 'follow' }],
    ['follow.set', { what: { boardId }, level: 'follow' }],
  ] as const;
  for (const [name, input] of acts) expect([name, await refusedFor(ida, name, input)]).toEqual([name, 'not-allowed']);
  expect(await refusedFor(ida, 'post.delete', { threadId, no: 1 })).toMatch(/not-(allowed|yours)/);
});

test('nothing comes to an admin because they have opened a board: no list, no count, no mention, no desk, no mail', async () => {
  const { boardId, threadId } = await aPrivateBoard();
  await ida.do('board.break-glass', { boardId, reason });
  const text = `Do you see this, [@Ida Berg](/people/${ida.personId})?`;
  await ana.do('post.reply', { threadId, text });
  await app.settled();
  const gathered = [
    ['thread.latest', { most: 20 }],
    ['thread.unread', { most: 20 }],
    ['unread.count', {}],
    ['bell.list', {}],
    ['feed.all', {}],
    ['desk.list', { filter: {} }],
  ] as const;
  for (const [name, input] of gathered)
    expect([name, JSON.stringify((await ida.get(name, input)).body).includes(threadId)]).toEqual([name, false]);
  // What a feed reader elsewhere takes along would outlive the hour.
  const { key } = await ida.do('feed.make-key', {});
  expect(await asked(ida, 'feed.board', { boardId, key })).not.toBe(200);
  expect(await asked(ida, 'feed.thread', { threadId, key })).not.toBe(200);
  const { people } = await ana.see('mention.check', { boardId, people: [ida.personId], groups: [] });
  expect(people).toEqual([{ id: ida.personId, name: 'Ida Berg', reads: false }]);
});

test('who can read this counts whoever has opened the board, while it lasts, and says so', async () => {
  const { boardId } = await aPrivateBoard();
  expect(await ana.see('board.readership', { boardId })).toMatchObject({ people: 1, opened: 0 });
  await ida.do('board.break-glass', { boardId, reason });
  expect(await ana.see('board.readership', { boardId })).toMatchObject({ people: 2, opened: 1, groups: ['Ohio'] });
  const { boards } = await otto.see('board.rights-of', { personId: ida.personId });
  const { rights } = present(boards.find(({ id }) => id === boardId));
  expect(rights).toMatchObject({ read: { kind: 'opening' }, reply: null, moderate: null });
  await ida.do('board.close-glass', { boardId });
  expect(await ana.see('board.readership', { boardId })).toMatchObject({ people: 1, opened: 0 });
});

test('after the hour it gives no right, whether anybody has told of its end or not', async () => {
  const { boardId, threadId } = await aPrivateBoard();
  await ida.do('board.break-glass', { boardId, reason });
  app.clock.advance(60 * MINUTE_MS);
  expect([await asked(ida, 'board.get', { boardId }), await asked(ida, 'thread.get', { threadId })]).toEqual([
    404, 404,
  ]);
  await until(async () => (await openingsSeenBy(ana, boardId))[0]?.isOver === true, 'the job to tell of its end');
});

test('it is closed before its hour by whoever opened it, and stays in the list', async () => {
  const { boardId } = await aPrivateBoard();
  await ida.do('board.break-glass', { boardId, reason });
  await otto.do('board.break-glass', { boardId, reason: 'There was a complaint' });
  await ida.do('board.close-glass', { boardId });
  await ida.do('board.close-glass', { boardId });
  expect(await asked(ida, 'board.get', { boardId })).toBe(404);
  expect(await openingsSeenBy(ana, boardId)).toEqual([
    { name: 'Otto Lind', why: 'There was a complaint', isOver: false },
    { name: 'Ida Berg', why: reason, isOver: true },
  ]);
});

test('it is refused to whoever reads the board, without a reason, and to all but admins', async () => {
  const { boardId } = await aPrivateBoard();
  const forAll = await aBoardOf(otto, {});
  const open = (person: Person, on: BoardId, why = reason) =>
    refusedFor(person, 'board.break-glass', { boardId: on, reason: why });
  expect(await open(ida, forAll)).toBe('reads-already');
  expect(await open(ida, boardId, 'Too short')).toBe('invalid-input');
  expect(await open(ida, boardId, 'x'.repeat(501))).toBe('invalid-input');
  expect([await open(mo, boardId), await open(ana, boardId)]).toEqual(['not-allowed', 'not-allowed']);
  expect(await open(app.stranger(), boardId)).toBe('sign-in-first');
  expect(await openingsSeenBy(ana, boardId)).toEqual([]);
  await ida.do('board.break-glass', { boardId, reason });
  expect(await open(ida, boardId)).toBe('reads-already');
});

test('who moderates the board reads of it in the log, with the reason', async () => {
  const { boardId } = await aPrivateBoard();
  await ida.do('board.break-glass', { boardId, reason });
  const { entries } = await ana.see('audit.list', { act: 'board.break-glass', boardId });
  expect(entries).toMatchObject([{ reason, by: { name: 'Ida Berg' } }]);
});

test('a board lists the latest twenty', async () => {
  const { boardId } = await aPrivateBoard();
  for (let n = 1; n <= 22; n++) {
    await ida.do('board.break-glass', { boardId, reason: `${reason}: ${n}` });
    await ida.do('board.close-glass', { boardId });
  }
  const list = await openingsSeenBy(ana, boardId);
  expect(list).toHaveLength(20);
  expect(list[0]?.why).toBe(`${reason}: 22`);
});

test('it is in one’s export; who is erased is named no more, and that it was opened stays', async () => {
  const { boardId } = await aPrivateBoard();
  const leaving = await app.person({ name: 'Nadia Leaves', role: 'admin' });
  await leaving.do('board.break-glass', { boardId, reason });
  expect((await leaving.see('account.export', {})).boardOpenings).toMatchObject([{ boardId, reason }]);
  const email = (await leaving.see('account.me', {})).me?.email ?? '';
  await leaving.do('account.erase', { email, words: 'remove' });
  await app.settled();
  expect(await openingsSeenBy(ana, boardId)).toEqual([{ name: undefined, why: reason, isOver: expect.any(Boolean) }]);
  const events = await EventModel.find({ stream: `board:${boardId}` }).lean();
  expect(JSON.stringify(events)).not.toContain('Nadia');
});
