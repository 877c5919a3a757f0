import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import { usualGates } from '@hearth/shared/held/policy';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf, aRoom, aThread } from '../support/builders.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

/** What holds a post. */

let app: TestApp;
let board: BoardId;
let ada: Person;
let mo: Person;
beforeAll(async () => {
  app = await openApp({ HEARTH_RATE_FACTOR: '1' });
  board = await aBoard();
  ada = await app.person({ role: 'admin' });
  mo = await app.person({ role: 'moderator' });
});
beforeEach(() => ada.do('gate.set', usualGates));
afterAll(() => app.close());

const links = (count: number) => Array.from({ length: count }, (_one, n) => `https://other${n}.example`).join(' ');
const reasonsOf = async (person: Person) => {
  const { rows } = await mo.see('review.list', {});
  return rows.flatMap(({ shown }) => (shown.by?.personId === person.personId ? (shown.held?.reasons ?? []) : []));
};
const outcome = (result: { ok: boolean; error?: { reason: string } }) => (result.ok ? 'there' : result.error?.reason);
const reply = async (person: Person, text: string, threadId?: Awaited<ReturnType<typeof aThread>>['id']) =>
  outcome(await person.try('post.reply', { threadId: threadId ?? (await aThread(mo, board)).id, text }));

/** Somebody who has been here for ten days and has written three posts. */
async function known(): Promise<Person> {
  const person = await app.person();
  const { id } = await aThread(mo, board);
  for (const text of ['One.', 'Two.', 'Three.']) await person.do('post.reply', { threadId: id, text });
  app.clock.advance(10 * 86_400_000);
  return person;
}

test('many links wait, and fewer of somebody new; in a room and in an edit they are refused, with the words kept', async () => {
  const ana = await app.person();
  expect([await reply(ana, links(2)), await reply(ana, links(3))]).toEqual(['there', 'held']);
  expect(await reasonsOf(ana)).toEqual(['links']);
  expect(await reply(mo, links(20))).toBe('there');
  const { id: threadId } = await aThread(mo, board);
  const { post } = await ana.do('post.reply', { threadId, text: 'Words' });
  const edit = { threadId, no: post.no, text: links(3) };
  expect(outcome(await ana.try('post.edit', edit))).toBe('cannot-wait');
  const { id: roomId } = await aRoom(mo, { now: app.clock.now().getTime() });
  const question = { roomId, text: links(3), anonymous: false };
  expect(outcome(await ana.try('question.ask', question))).toBe('cannot-wait');
  const ben = await known();
  expect([await reply(ben, links(10)), await reply(ben, links(11))]).toEqual(['there', 'held']);
});

test('the same words of somebody new wait at the third place, and of the third person', async () => {
  const words = 'You can earn a lot of money from home, without any effort at all!';
  const ana = await app.person();
  expect([await reply(ana, words), await reply(ana, words.toUpperCase()), await reply(ana, `${words} !!`)]).toEqual([
    ...['there', 'there', 'held'],
  ]);
  expect(await reasonsOf(ana)).toEqual(['repeated']);
  const others = 'Come and see what we sell at our shop, it is cheaper than anywhere else.';
  const three = [await app.person(), await app.person(), await app.person()];
  const came = [];
  for (const one of three) came.push(await reply(one, others));
  expect(came).toEqual(['there', 'there', 'held']);
  // Who is known announces the same on several boards.
  const ben = await known();
  for (let n = 0; n < 3; n++) expect(await reply(ben, words)).toBe('there');
});

test('nobody floods a board where they may not write', async () => {
  await ada.do('gate.set', { ...usualGates, flood: 1 });
  const ana = await app.person();
  const elsewhere = await aBoardOf(mo, { start: { circle: 'staff', groups: [] } });
  for (let n = 0; n < 3; n++)
    expect(
      outcome(await ana.try('thread.start', { boardId: elsewhere, title: 'A', text: `B${n}`, language: 'en' })),
    ).toBe('not-allowed');
  expect((await mo.see('gate.get', {})).floods).toEqual([]);
  await ada.do('gate.set', usualGates);
});

test('words on a list wait, whoever writes them; or they are published, and moderators look at them', async () => {
  await mo.do('word.watch', { phrases: ['gambling'], language: 'both', action: 'hold' });
  await mo.do('word.watch', { phrases: ['vaping'], language: 'both', action: 'flag' });
  const ben = await known();
  expect(await reply(ben, 'About gambling')).toBe('held');
  expect(await reasonsOf(ben)).toEqual(['words']);
  const { id: threadId } = await aThread(mo, board);
  const commandId = randomUUID();
  for (let n = 0; n < 2; n++) await ben.do('post.reply', { threadId, text: 'About vaping' }, commandId);
  const { rows } = await mo.see('review.list', {});
  expect(rows.filter(({ item }) => item.kind === 'guard').map(({ item }) => item.subject)).toEqual([
    { kind: 'post', threadId, no: 2 },
  ]);
  expect((await mo.see('word.test', { text: 'gambling, vaping' })).hits.map(({ word }) => word.action)).toEqual([
    ...['hold', 'flag'],
  ]);
});

test('levels: to oneself, and to moderators of anybody; whom somebody has let into a group is known from the start', async () => {
  const [ana, ben] = [await app.person(), await app.person()];
  expect(await ana.see('trust.get', {})).toMatchObject({ level: 'new', posts: 0, firstPosts: 0, links: 2 });
  await ada.do('gate.set', { ...usualGates, firstPosts: 3 });
  expect(await ana.see('trust.get', {})).toMatchObject({ firstPosts: 3 });
  expect(reasonIn((await ben.get('trust.get', { personId: ana.personId })).body)).toBe('no-such-thing');
  const rosa = await app.person({ role: 'moderator' });
  const open = await rosa.do('group.create', { name: 'Ohio', purpose: 'Us.', language: 'en', kind: 'open' });
  await ana.do('group.join', { groupId: open.id });
  await app.settled();
  // Anybody can do that, a flood of new accounts as well.
  expect(await mo.see('trust.get', { personId: ana.personId })).toMatchObject({ level: 'new', isVouched: false });
  const group = await rosa.do('group.create', { name: 'Iowa', purpose: 'Us.', language: 'en', kind: 'request' });
  await ana.do('group.join', { groupId: group.id });
  await rosa.do('group.decide', { groupId: group.id, personId: ana.personId, welcome: true });
  await app.settled();
  expect(await mo.see('trust.get', { personId: ana.personId })).toMatchObject({ level: 'member', isVouched: true });
  expect(await reply(ana, 'My first words here.')).toBe('there');
  await ada.do('gate.set', usualGates);
  const somebody = await known();
  expect(await somebody.see('trust.get', {})).toMatchObject({ level: 'member', posts: 3, links: 10 });
});

test('admins say what holds, moderators read it, and the log says who changed what', async () => {
  const settings = { firstPosts: 1, linksOfNew: 0, linksOfMembers: 5, flood: 100, hideAt: 3, pauseAt: 2 };
  await ada.do('gate.set', settings);
  expect((await mo.see('gate.get', {})).settings).toEqual(settings);
  expect(outcome(await mo.try('gate.set', settings))).toBe('not-allowed');
  expect(reasonIn((await (await app.person()).get('gate.get', {})).body)).toBe('no-such-thing');
  expect(outcome(await ada.try('gate.set', { ...settings, firstPosts: 6 }))).toBe('invalid-input');
  const { entries } = await ada.see('audit.list', { act: 'gate.set' });
  expect(present(entries[0]).changes).toContainEqual({
    ...{ what: 'linksOfMembers', before: { en: '10', es: '10' }, after: { en: '5', es: '5' } },
  });
});
