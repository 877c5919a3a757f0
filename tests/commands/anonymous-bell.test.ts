import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PubSubMessage } from '@hearth/server/streams/pub-sub';
import type { BoardId } from '@hearth/shared/boards/entity';
import mongoose from 'mongoose';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoardOf, askUnnamed } from '../support/builders.ts';
import { leave } from '../support/leaving.ts';
import type { Person } from '../support/person.ts';
import { storeBesidesPeople } from '../support/store-text.ts';

let app: TestApp;
let board: BoardId;
let helper: Person;
let moderator: Person;
/** Everything that any process was told. */
const rings: PubSubMessage[] = [];

beforeAll(async () => {
  app = await openApp();
  moderator = await app.person({ role: 'moderator' });
  board = await aBoardOf(moderator, {}, { kind: 'question', asksUnnamed: true });
  helper = await app.person({ name: 'Hilda Helper' });
  app.services.streams.pubSub.subscribe((message) => rings.push(message));
});
afterAll(() => app.close());

test('L12: whoever asked hears at the bell, by no mail, of replies, thanks and an answer, on every server, and nobody else is told', async () => {
  const quiet = await app.person({ name: 'Quiet Quinn', work: 'coordinator' });
  const threadId = await askUnnamed(quiet, board);
  await quiet.do('post.reply', { threadId, text: 'Nobody?', unnamed: true });
  const total = async () => (await quiet.see('bell.count', {})).total;
  await app.settled();
  expect(await total()).toBe(0);
  rings.length = 0;
  await helper.do('post.reply', { threadId, text: 'Take somebody along.' });
  await helper.do('post.reply', { threadId, text: 'Or write to them.', inReplyTo: 2 });
  await helper.do('reaction.set', { threadId, no: 1, kind: 'thanks' });
  await app.settled();
  expect(await total()).toBe(1);
  const [row] = (await quiet.see('bell.list', {})).rows;
  expect(row).toMatchObject({ thread: { id: threadId }, isNew: true });
  expect(row?.notices.map(({ kind, people }) => [kind, people]).sort()).toEqual([
    ['reply', 1],
    ['thanks', 1],
  ]);
  // Their other pages hear that something is new, and not of which thread.
  const told = rings.filter((message) => message.kind === 'own' && message.personId === quiet.personId);
  expect(told.length).toBeGreaterThan(0);
  expect(JSON.stringify(told)).not.toContain(threadId);
  expect(await mongoose.connection.collection('jobs').countDocuments({ about: quiet.personId })).toBe(0);
  expect((await storeBesidesPeople()).includes(quiet.personId)).toBe(false);

  const { notifications } = await quiet.do('bell.read', { threadId });
  expect(notifications).toBe(3);
  expect(await total()).toBe(0);
  await moderator.do('answer.accept', { threadId, no: 3 });
  await app.settled();
  expect((await helper.see('bell.list', {})).rows[0]?.notices).toMatchObject([{ kind: 'answer' }]);
  const exported = (await quiet.see('account.export', {})).notifications;
  expect(exported.map(({ kind, no }) => [kind, no]).sort()).toEqual([
    ['reply', 3],
    ['reply', 4],
    ['thanks', 1],
  ]);
  await leave(app, quiet, 'keep');
  await helper.do('post.reply', { threadId, text: 'Too late' });
  await app.settled();
  expect(await mongoose.connection.collection('notifications').countDocuments({ threadId, no: 5 })).toBe(0);
}, 40_000);

test('what is read at the bell of one’s own questions comes back by undo, of that command alone', async () => {
  const quiet = await app.person({ work: 'coordinator' });
  for (const threadId of [await askUnnamed(quiet, board), await askUnnamed(quiet, board)])
    await helper.do('post.reply', { threadId, text: 'Yes' });
  await app.settled();
  const commandId = randomUUID();
  expect(await quiet.do('bell.read-all', {}, commandId)).toEqual({ notifications: 2 });
  expect(await quiet.do('bell.read-all', {}, commandId)).toEqual({ notifications: 2 });
  expect(await quiet.do('bell.undo', { of: randomUUID() })).toEqual({ notifications: 0 });
  expect(await quiet.do('bell.undo', { of: commandId })).toEqual({ notifications: 2 });
  expect((await quiet.see('bell.count', {})).total).toBe(2);
});
