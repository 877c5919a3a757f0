import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import type { PubSubMessage } from '@hearth/server/streams/pub-sub';
import { aRoom } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { until, watchRoom } from '../support/watching.ts';

let app: TestApp;
let host: Person;
let admin: Person;
let asker: Person;
let other: Person;
/** Everything that any process was told. */
const rings: PubSubMessage[] = [];

beforeAll(async () => {
  app = await openApp();
  host = await app.person({ name: 'Rosa Host', role: 'moderator' });
  admin = await app.person({ name: 'Grace Admin', role: 'admin' });
  asker = await app.person({ name: 'Quiet Quentin', school: 'A school only Quentin is at' });
  other = await app.person({ name: 'Olga Other' });
  app.services.streams.pubSub.subscribe((message) => rings.push(message));
});
afterAll(() => app.close());

/** Every document of every collection but the asker's own account and sessions, as text. */
async function wholeStore(): Promise<string> {
  const collections = await mongoose.connection.listCollections();
  const texts: string[] = [];
  for (const { name } of collections) {
    if (['people', 'sessions'].includes(name)) continue;
    for (const document of await mongoose.connection.collection(name).find().toArray())
      texts.push(JSON.stringify(document));
  }
  return texts.join('\n');
}

test('L12, attack 63: who asks without a name is in no answer, event or document, whoever looks and whatever happens to the question', async () => {
  const { id: roomId } = await aRoom(host);
  const views = await Promise.all([host, admin, other, app.stranger()].map((person) => watchRoom(person, roomId)));
  const { question } = await asker.do('question.ask', { roomId, text: 'What if I am afraid?', anonymous: true });
  const questionId = question.id;

  await other.do('question.vote', { roomId, questionId, up: true });
  await host.do('question.answer-now', { roomId, questionId, replaces: null });
  await host.do('question.answered', { roomId, questionId, note: 'You are safe here.' });
  await host.do('question.reopen', { roomId, questionId });
  await host.do('question.dismiss', { roomId, questionId, note: 'By mistake' });
  await host.do('question.reopen', { roomId, questionId });
  await asker.do('question.withdraw', { roomId, questionId });
  await app.settled();

  const traces = [asker.personId, 'Quentin', 'only Quentin'];
  const seen = [
    JSON.stringify(views.map((view) => view.state)),
    JSON.stringify(await Promise.all([host, admin, other].map((person) => person.see('room.get', { roomId })))),
    JSON.stringify(rings),
    await wholeStore(),
  ];
  for (const text of seen) for (const trace of traces) expect(text.includes(trace)).toBe(false);
});

test('L12: two questions of one person have nothing in common that tells it', async () => {
  const { id: roomId } = await aRoom(host);
  await asker.do('question.ask', { roomId, text: 'One', anonymous: true });
  await asker.do('question.ask', { roomId, text: 'Two', anonymous: true });
  const stored = await mongoose.connection.collection('questions').find({ roomId }).toArray();
  const [one, two] = stored;
  if (!one || !two) throw new Error('two questions were asked');
  const shared = Object.keys(one).filter((field) => JSON.stringify(one[field]) === JSON.stringify(two[field]));
  expect(shared.sort()).toEqual(['by', 'note', 'roomId', 'settledAt', 'status', 'votes']);
});

test('L12, attack 64: nothing that comes with fifty questions tells which of two people asked', async () => {
  const { id: roomId } = await aRoom(host);
  const people = [asker, other];
  for (const person of people) await watchRoom(person, roomId);
  const observer = app.stranger().openSocket();
  const heard: unknown[][] = [];
  observer.onAny((...message: unknown[]) => heard.at(-1)?.push(message));
  await observer.emitWithAck('watch', `room:${roomId}`, { seq: 0, mark: '' });
  const told = new Map<Person, Set<string>>(people.map((person) => [person, new Set()]));
  for (let trial = 0; trial < 50; trial++) {
    const person = people[trial % 2] ?? asker;
    heard.push([]);
    const { question } = await person.do('question.ask', { roomId, text: 'Who am I?', anonymous: true });
    await until(() => (heard.at(-1)?.length ?? 0) > 0, 'the question');
    await app.settled();
    // Everything but what is different in every question: its id, its mark, its number and its time.
    const shape = JSON.stringify(heard.at(-1))
      .replaceAll(question.id, 'ID')
      .replaceAll(/"mark":"[^"]*"/g, '"mark":"M"')
      .replaceAll(/"\d{4}-[^"]*Z"/g, '"AT"')
      .replaceAll(/"(seq|order|rev|votes)":\d+/g, '"$1":N');
    if (!shape.includes('heads')) told.get(person)?.add(shape);
    await person.do('question.withdraw', { roomId, questionId: question.id });
    await until(() => (heard.at(-1)?.length ?? 0) > 1, 'the withdrawal');
  }
  observer.disconnect();
  expect(told.get(other)).toEqual(told.get(asker));
  expect(told.get(asker)?.size).toBe(1);
}, 30_000);

test('L12: the asker alone finds the question again', async () => {
  const { id: roomId } = await aRoom(host);
  const { question } = await asker.do('question.ask', { roomId, text: 'Still mine?', anonymous: true });
  const mine = await asker.see('room.get', { roomId });
  expect(mine.mine.questions.map(({ id }) => id)).toEqual([question.id]);
  for (const person of [host, admin, other])
    expect((await person.see('room.get', { roomId })).mine.questions).toEqual([]);
  expect(await other.try('question.withdraw', { roomId, questionId: question.id })).toMatchObject({
    error: { reason: 'not-yours' },
  });
});

test('L2: what hosts set aside, and why, reaches nobody else', async () => {
  const { id: roomId } = await aRoom(host);
  const views = {
    host: await watchRoom(host, roomId),
    other: await watchRoom(other, roomId),
    stranger: await watchRoom(app.stranger(), roomId),
  };
  rings.length = 0;
  const { question } = await asker.do('question.ask', { roomId, text: 'Something about Mr. X', anonymous: false });
  await host.do('question.dismiss', { roomId, questionId: question.id, note: 'names a person' });
  for (const view of Object.values(views)) await view.converged();

  expect(views.host.state.questions[question.id]).toMatchObject({ status: 'dismissed', note: 'names a person' });
  expect(views.other.state.questions).toEqual({});
  expect(views.stranger.state.questions).toEqual({});
  const told = rings.flatMap((message) => (message.kind === 'event' ? [message.payloads] : []));
  expect(JSON.stringify(told.map((payloads) => payloads.staff))).toContain('names a person');
  expect(JSON.stringify(told.map((payloads) => payloads.public))).not.toContain('names a person');
  const { mine } = await asker.see('room.get', { roomId });
  expect(JSON.stringify(mine)).not.toContain('names a person');
});

test('L2, attack 42: a deleted post’s words are in no answer and no later event', async () => {
  const { aBoard, anAnsweredThread } = await import('../support/builders.ts');
  const { id } = await anAnsweredThread(asker, other, await aBoard(), { text: 'Regretted words' });
  await asker.do('post.delete', { threadId: id, no: 1 });
  // The board is told of the thread's start in its own time.
  await app.settled();
  rings.length = 0;
  await other.do('post.reply', { threadId: id, text: 'What was here?' });
  const thread = await other.see('thread.get', { threadId: id, from: 1 });
  expect(JSON.stringify([thread, rings])).not.toContain('Regretted');
});
