import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

/** The same words of somebody new in many places, whichever way they come there. */

let app: TestApp;
let board: BoardId;
let mo: Person;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  mo = await app.person({ role: 'moderator' });
});
afterAll(() => app.close());

let texts = 0;
const spam = () => `You can earn a lot of money from home, without any effort at all, number ${++texts}!`;
const outcome = (result: { ok: boolean; error?: { reason: string } }) => (result.ok ? 'there' : result.error?.reason);
const aPlace = async (): Promise<ThreadId> => (await aThread(mo, board)).id;
const threadIds = (wanted: number) => Promise.all(Array.from({ length: wanted }, aPlace));
const reply = async (person: Person, threadId: ThreadId, text: string) =>
  outcome(await person.try('post.reply', { threadId, text }));
const count = (outcomes: readonly unknown[], wanted: string) => outcomes.filter((one) => one === wanted).length;

test('what was harmless and is edited is refused at the third place; words that stay as they are may be touched', async () => {
  const [ana, words] = [await app.person(), spam()];
  const places: { threadId: ThreadId; no: number }[] = [];
  for (const threadId of await threadIds(2)) {
    const { post } = await ana.do('post.reply', { threadId, text: `Good morning, number ${places.length}.` });
    places.push({ threadId, no: post.no });
  }
  const own = await ana.do('thread.start', { boardId: board, title: 'Mine', text: 'Good morning.', language: 'en' });
  places.push({ threadId: own.thread.id, no: 1 });
  const edited = [];
  for (const place of places) edited.push(outcome(await ana.try('post.edit', { ...place, text: words })));
  expect(edited).toEqual(['there', 'there', 'cannot-wait']);
  expect(outcome(await ana.try('post.edit', { ...present(places[0]), text: `**${words}**` }))).toBe('there');
  expect(outcome(await ana.try('post.edit', { ...present(places[2]), text: 'Good morning to all of you.' }))).toBe(
    'there',
  );
  // What is edited counts for what is written anew as well.
  expect(await reply(ana, await aPlace(), words)).toBe('held');
});

test('a post for later that is changed is refused at the third board; its time may be changed', async () => {
  const [ana, words] = [await app.person(), spam()];
  const at = (days: number) => new Date(app.clock.now().getTime() + days * 86_400_000).toISOString();
  const written = { title: 'Later', language: 'en', zone: 'UTC' } as const;
  const outcomes = [];
  for (let n = 0; n < 3; n++) {
    const boardId = await aBoard();
    const { id } = await ana.do('scheduled.put', { ...written, boardId, text: `Good morning, ${n}.`, at: at(1) });
    outcomes.push(outcome(await ana.try('scheduled.change', { ...written, id, text: words, at: at(1) })));
    if (n === 0)
      expect(await ana.try('scheduled.change', { ...written, id, text: words, at: at(2) })).toMatchObject({ ok: true });
  }
  expect(outcomes).toEqual(['there', 'there', 'cannot-wait']);
});

test('of many that are sent at the same instant two are there at most, of one person or of many', async () => {
  const [ana, words, others] = [await app.person(), spam(), spam()];
  const places = await threadIds(8);
  const ofOne = await Promise.all(places.map((threadId) => reply(ana, threadId, words)));
  expect(count(ofOne, 'there')).toBeLessThanOrEqual(2);
  expect(count(ofOne, 'held') + count(ofOne, 'there')).toBe(8);
  const people = await Promise.all(places.map(() => app.person()));
  const ofMany = await Promise.all(people.map((person, n) => reply(person, present(places[n]), others)));
  expect(count(ofMany, 'there')).toBeLessThanOrEqual(2);
  expect(count(ofMany, 'held') + count(ofMany, 'there')).toBe(8);
});

test('however often they stand in one place, and whoever has put them there, other places and people are counted', async () => {
  const [ana, ben, cy, words] = [await app.person(), await app.person(), await app.person(), spam()];
  const [one, two, three] = [await aPlace(), await aPlace(), await aPlace()];
  for (let n = 0; n < 55; n++) await ana.do('post.reply', { threadId: one, text: words });
  expect([await reply(ana, two, words), await reply(ana, three, words)]).toEqual(['there', 'held']);
  expect([await reply(ben, one, words), await reply(cy, one, words)]).toEqual(['there', 'held']);
});

test('what was refused stands nowhere', async () => {
  const [ana, words] = [await app.person(), spam()];
  const [locked, shut, ...open] = await threadIds(5);
  for (const threadId of [present(locked), present(shut)]) {
    await mo.do('thread.lock', { threadId, reason: 'Enough.' });
    expect(await reply(ana, threadId, words)).toBe('locked');
  }
  const outcomes = [];
  for (const threadId of open) outcomes.push(await reply(ana, threadId, words));
  expect(outcomes).toEqual(['there', 'there', 'held']);
});
