import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { findPerson } from '@hearth/server/features/accounts/store';
import { EventModel } from '@hearth/server/streams/model';
import { TallyModel } from '@hearth/server/streams/tally-model';
import type { ReactionKind } from '@hearth/shared/reactions/entity';
import { OWN_REACTION } from '@hearth/shared/reactions/own';
import type { ThreadId } from '@hearth/shared/threads/entity';
import type { OwnValue } from '@hearth/shared/kernel/protocol';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
let [ana, ben, carla]: Person[] = [];
let threadId: ThreadId;
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  [ana, ben, carla] = await Promise.all(
    ['Ana Fuentes', 'Ben Okafor', 'Carla Lind'].map((name) => app.person({ name })),
  );
  threadId = (await aThread(who(ana), await aBoard())).id;
});

function who(person: Person | undefined): Person {
  if (!person) throw new Error('there is nobody');
  return person;
}

const react = (person: Person | undefined, kind: ReactionKind | null, no = 1) =>
  who(person).do('reaction.set', { threadId, no, kind });
const seen = async (person: Person = app.stranger()) => {
  await app.settled();
  return person.see('reaction.in', { threadId, from: 1, to: 50 });
};

test('what people say of a post is counted for everybody, and who said what is told to members', async () => {
  await react(ben, 'thanks');
  await react(carla, 'helpful');
  expect(await seen()).toMatchObject({ counts: { 1: { thanks: 1, helpful: 1 } }, mine: {} });
  expect((await seen(who(ben))).mine).toEqual({ 1: 'thanks' });
  const { names } = await who(ana).see('reaction.names', { threadId, no: 1 });
  expect(names.map(({ by, kind }) => [by.name, kind])).toEqual([
    ['Ben Okafor', 'thanks'],
    ['Carla Lind', 'helpful'],
  ]);
});

test('one says one thing of a post: another one takes its place, and it can be taken back', async () => {
  await react(ben, 'thanks');
  await react(ben, 'care');
  expect((await seen()).counts).toEqual({ 1: { care: 1 } });
  await react(ben, null);
  expect(await seen(who(ben))).toMatchObject({ counts: {}, mine: {} });
  await react(ben, null);
  await react(ben, 'thanks');
  expect((await seen()).counts).toEqual({ 1: { thanks: 1 } });
});

test('one’s own post, one that is deleted and one that is not there cannot be reacted to', async () => {
  await who(ben).do('post.reply', { threadId, text: 'Ask the union.' });
  await react(carla, 'thanks', 2);
  const reason = async (person: Person | undefined, no: number) =>
    reasonIn((await who(person).post('reaction.set', { threadId, no, kind: 'thanks' })).body);
  expect(await reason(ben, 2)).toBe('not-allowed');
  await who(ben).do('post.delete', { threadId, no: 2 });
  expect(await reason(ana, 2)).toBe('already-deleted');
  expect(await reason(ana, 9)).toBe('no-such-thing');
  expect((await who(ana).see('reaction.names', { threadId, no: 2 })).names).toEqual([]);
  // Brought back, it has what was said of it.
  await who(ben).do('post.restore', { threadId, no: 2 });
  expect((await seen()).counts).toEqual({ 2: { thanks: 1 } });
});

test('what many say within a moment is told in few events, each with whole numbers', async () => {
  const people = await Promise.all(Array.from({ length: 20 }, () => app.person()));
  await Promise.all(people.map((person) => react(person, 'thanks')));
  expect((await seen()).counts).toEqual({ 1: { thanks: 20 } });
  expect(await EventModel.countDocuments({ stream: `reactions:${threadId}` })).toBeLessThan(8);
});

test('several tabs of one person agree', async () => {
  const socket = who(ben).openSocket();
  const own: OwnValue[] = [];
  socket.on('own', (values) => own.push(...values));
  await socket.emitWithAck('watch', `person:${who(ben).personId}`, { seq: 0, mark: '' });
  const newest = () => own.findLast(({ kind }) => kind === OWN_REACTION);
  await react(ben, 'celebrate');
  await until(() => newest() !== undefined, 'the tap to be told');
  expect(newest()).toEqual({ kind: OWN_REACTION, key: `${threadId}/1`, value: 'celebrate' });
  await react(ben, null);
  await until(() => newest()?.value === '', 'its end to be told');
  socket.disconnect();
});

test('it is in one’s data, and goes with whoever leaves: the counts go down, and no name is left', async () => {
  const leaving = await app.person({ name: 'Dora Leaving' });
  await react(leaving, 'thanks');
  await react(ben, 'thanks');
  expect((await seen()).counts).toEqual({ 1: { thanks: 2 } });
  const { reactions } = await leaving.see('account.export', {});
  expect(reactions).toMatchObject([{ threadId, no: 1, kind: 'thanks' }]);
  const email = (await findPerson(leaving.personId))?.email ?? '';
  await leaving.do('account.erase', { email, words: 'keep' });
  expect((await seen()).counts).toEqual({ 1: { thanks: 1 } });
  expect((await who(ana).see('reaction.names', { threadId, no: 1 })).names.map(({ by }) => by.name)).toEqual([
    'Ben Okafor',
  ]);
  expect(await TallyModel.countDocuments({ personId: leaving.personId })).toBe(0);
});

test('whoever has the same question says so on the opening post of a question, and nowhere else', async () => {
  const board = await aBoard({ kind: 'question' });
  const question = await aThread(who(ana), board);
  await who(ana).do('post.reply', { threadId: question.id, text: 'Nobody?' });
  for (const person of [ben, carla])
    await who(person).do('reaction.set', { threadId: question.id, no: 1, kind: 'same' });
  await app.settled();
  const { counts } = await who(ben).see('reaction.in', { threadId: question.id, from: 1, to: 50 });
  expect(counts).toEqual({ 1: { same: 2 } });
  const refused = { error: { reason: 'not-allowed' } };
  expect(await who(ben).try('reaction.set', { threadId: question.id, no: 2, kind: 'same' })).toMatchObject(refused);
  expect(await who(ben).try('reaction.set', { threadId, no: 1, kind: 'same' })).toMatchObject(refused);
});
