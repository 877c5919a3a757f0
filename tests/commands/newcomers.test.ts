import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setProven } from '@hearth/server/features/accounts/store';
import { firstWords } from '@hearth/shared/accounts/budgets';
import type { RoomId } from '@hearth/shared/rooms/entity';
import { limits } from '@hearth/shared/kernel/limits';
import { aBoard, aRoom, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person, Traits } from '../support/person.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openApp({ HEARTH_RATE_FACTOR: '1' });
});
afterAll(() => app.close());

/** With a mailbox that is theirs. */
async function somebody(traits: Traits = {}): Promise<Person> {
  const person = await app.person(traits);
  await setProven(person.personId);
  return person;
}

const most = firstWords.points;
const newHereOf = async (person: Person) => (await person.see('account.me', {})).newHere;

test('H4: an account of the first day writes so much in an hour, is told so before, and goes on the day after', async () => {
  const moderator = await somebody({ role: 'moderator' });
  const ana = await somebody();
  const { id: threadId } = await aThread(moderator, await aBoard());
  const { id: roomId } = await aRoom(moderator);
  expect(await newHereOf(ana)).toMatchObject({ most, left: most, minutes: 0 });

  await ana.do('question.ask', { roomId, text: 'Who has the key?', anonymous: true });
  for (let n = 2; n < most; n++) await ana.do('post.reply', { threadId, text: `I am new here ${n}` });
  const last = { text: 'The last one for now', commandId: randomUUID() };
  const said = await ana.do('post.reply', { threadId, text: last.text }, last.commandId);
  expect(await newHereOf(ana)).toMatchObject({ most, left: 0, minutes: 60 });
  const refused = { ok: false, error: { reason: 'new-here', params: { most, minutes: 60 } } };
  expect(await ana.try('post.reply', { threadId, text: 'One more' })).toMatchObject(refused);
  expect(await ana.try('question.ask', { roomId, text: 'One more?', anonymous: true })).toMatchObject(refused);
  // Sent again because its answer was lost, it has its answer.
  expect(await ana.do('post.reply', { threadId, text: last.text }, last.commandId)).toEqual(said);
  await ana.do('question.vote', { roomId, questionId: await aQuestion(moderator, roomId), up: true });

  app.clock.advance(limits.newHours * 3_600_000);
  expect(await newHereOf(ana)).toBeNull();
  await ana.do('post.reply', { threadId, text: 'One more, a day later' });
});

test('what was refused is not counted against somebody who is new', async () => {
  const moderator = await somebody({ role: 'moderator' });
  const ben = await somebody();
  const { id: roomId } = await aRoom(moderator, { now: app.clock.now().getTime() });
  await moderator.do('room.end', { roomId });
  for (let n = 0; n < 3; n++)
    expect(await ben.try('question.ask', { roomId, text: 'Too late?', anonymous: false })).toMatchObject({ ok: false });
  expect(await newHereOf(ben)).toMatchObject({ left: most });
});

test('whoever was given a role is not new', async () => {
  const moderator = await somebody({ role: 'moderator' });
  expect(await newHereOf(moderator)).toBeNull();
  expect(await newHereOf(app.stranger())).toBeNull();
  const { id: threadId } = await aThread(moderator, await aBoard());
  for (let n = 0; n < most; n++) await moderator.do('post.reply', { threadId, text: `Said ${n}` });
});

async function aQuestion(person: Person, roomId: RoomId) {
  return (await person.do('question.ask', { roomId, text: 'Where is the gym?', anonymous: false })).question.id;
}
