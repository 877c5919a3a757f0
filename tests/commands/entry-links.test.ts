import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { LinkModel } from '@hearth/server/features/entry-links/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { EntryId } from '@hearth/shared/library/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { anEntry, turnEntry } from '../support/library.ts';
import { reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let owner: Person;
let curator: Person;
let board: BoardId;
let entryId: EntryId;
let rev: number;
let threadId: ThreadId;
beforeAll(async () => {
  app = await openApp();
  owner = await app.person({ name: 'Olga Owner', role: 'moderator' });
  curator = await app.person({ name: 'Cora Curator', role: 'moderator' });
  board = await aBoard();
});
afterAll(() => app.close());
beforeEach(async () => {
  ({ id: entryId, rev } = await anEntry({ owner, curator }));
  threadId = (await aThread(owner, board)).id;
});

const linking = (note = '') => `Look at ${app.url}/library/${entryId}/family-survey ${note}`;
const reply = (text: string, to = threadId) => curator.do('post.reply', { threadId: to, text });
const discussed = async (person: Person = app.stranger()) => {
  await app.settled();
  return (await person.see('entry.threads', { entryId })).threads.map(({ id, no }) => `${id}/${no}`);
};

test('the threads that link to it are named, each once, the latest first', async () => {
  expect(await discussed()).toEqual([]);
  await reply(linking());
  await reply(linking('again'));
  await reply('Without one.');
  app.clock.advance(1_000);
  const other = await aThread(owner, board);
  await reply(`As in /library/${entryId}`, other.id);
  expect(await discussed()).toEqual([`${other.id}/2`, `${threadId}/3`]);
});

test('it follows what is edited, deleted and brought back', async () => {
  const { post } = await reply(linking());
  const where = { threadId, no: post.no };
  await curator.do('post.edit', { ...where, text: 'It went.' });
  expect(await discussed()).toEqual([]);
  const { post: again } = await reply(linking());
  await curator.do('post.delete', { threadId, no: again.no });
  expect(await discussed()).toEqual([]);
  await curator.do('post.restore', { threadId, no: again.no });
  expect(await discussed()).toEqual([`${threadId}/${again.no}`]);
});

test('it follows a thread to where fewer read it, and nobody learns that there are others', async () => {
  await reply(linking());
  const staffRoom = await aBoard({ readers: 'staff' });
  await owner.do('thread.move', { threadId, to: staffRoom });
  expect(await discussed()).toEqual([]);
  expect(await discussed(curator)).toEqual([`${threadId}/2`]);
});

test('attack: nobody hides where it is talked about by linking to it again and again where others do not read', async () => {
  await reply(linking());
  await app.settled();
  const { id } = await aThread(owner, await aBoard({ readers: 'staff' }));
  const at = new Date(app.clock.now().getTime() + 1_000);
  const many = Array.from({ length: 200 }, (_, n) => ({ threadId: id, no: n + 2, entryIds: [entryId], at, rev: 1 }));
  await LinkModel.insertMany(many);
  expect(await discussed()).toEqual([`${threadId}/2`]);
});

test('of an entry that one may not read nothing is said', async () => {
  await reply(linking());
  await turnEntry(curator, { id: entryId, rev }, 'hide');
  const { body } = await app.stranger().get('entry.threads', { entryId });
  expect(reasonIn(body)).toBe('no-such-thing');
});

test('of the first thread its newest replies are shown, to those who may read it, without what is deleted or by people one has muted', async () => {
  const member = await app.person({ name: 'Max Member' });
  const newest = async (person: Person = app.stranger()) => {
    await app.settled();
    const { first } = await person.see('entry.threads', { entryId });
    return first && first.replies.map(({ no, by, excerpt }) => `${no} ${by?.name}: ${excerpt}`);
  };
  expect(await newest()).toBeNull();
  await reply(linking('first'));
  for (const word of ['second', 'third', 'fourth']) await owner.do('post.reply', { threadId, text: `The ${word}.` });
  const all = ['5 Olga Owner: The fourth.', '4 Olga Owner: The third.', '3 Olga Owner: The second.'];
  expect(await newest()).toEqual(all);
  await owner.do('post.delete', { threadId, no: 4 });
  const [last = '', , before = ''] = all;
  expect((await newest())?.slice(0, 2)).toEqual([last, before]);
  await member.do('person.mute', { personId: owner.personId, muted: true });
  expect((await newest(member))?.map((line) => line.slice(0, 14))).toEqual(['2 Cora Curator']);
  await member.do('person.mute', { personId: owner.personId, muted: false });
  const staffRoom = await aBoard({ readers: 'staff' });
  await owner.do('thread.move', { threadId, to: staffRoom });
  expect([await newest(), await newest(member)]).toEqual([null, null]);
  expect(await newest(curator)).toHaveLength(3);
});

test('a thread about it is begun where one may, and where all who read the board may read it', async () => {
  const member = await app.person({ name: 'Mia Member' });
  const [open, closed, staffOnly] = [board, await aBoard({ readers: 'members' }), await aBoard({ readers: 'staff' })];
  const among = [open, closed, staffOnly];
  const offered = async (person: Person, id: EntryId) => {
    const { boards } = await person.see('entry.boards', { entryId: id });
    return among.map((one) => boards.some((each) => each.id === one));
  };
  expect(await offered(app.stranger(), entryId)).toEqual([false, false, false]);
  expect(await offered(member, entryId)).toEqual([true, true, false]);
  expect(await offered(curator, entryId)).toEqual([true, true, true]);
  const forMembers = await anEntry({ owner, curator }, 'published', { audience: 'members' });
  expect(await offered(member, forMembers.id)).toEqual([false, true, false]);
  const waits = await anEntry({ owner, curator }, 'submitted');
  expect(await offered(owner, waits.id)).toEqual([false, false, false]);
  const hidden = await turnEntry(curator, { id: entryId, rev }, 'hide');
  expect(hidden.state).toBe('hidden');
  expect(reasonIn((await member.get('entry.boards', { entryId })).body)).toBe('no-such-thing');
});
