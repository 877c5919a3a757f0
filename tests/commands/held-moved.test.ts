import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import { testGates } from '../support/gates.ts';
import { START, type OwnValue } from '@hearth/shared/kernel/protocol';
import { OWN_REVIEW } from '@hearth/shared/review/own';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoardOf, aThread } from '../support/builders.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

/** What waits to stand in a thread, and that thread goes to another board. */

let app: TestApp;
let ada: Person;
beforeAll(async () => {
  app = await openApp();
  ada = await app.person({ name: 'Ada Admin', role: 'admin' });
  await ada.do('gate.set', { ...testGates, firstPosts: 5 });
});
afterAll(() => app.close());

/** A board, and somebody who moderates it and no other one. */
async function boardAndModerator(name: string): Promise<{ id: BoardId; moderator: Person }> {
  const group = await ada.do('group.create', { name, purpose: 'They moderate.', language: 'en', kind: 'open' });
  const id = await aBoardOf(ada, { moderate: { circle: 'staff', groups: [group.id] } });
  const moderator = await app.person({ name });
  await moderator.do('group.join', { groupId: group.id });
  await app.settled();
  return { id, moderator };
}

async function heldOn(board: BoardId, moderator: Person) {
  const { id: threadId } = await aThread(ada, board);
  const ana = await app.person();
  expect(await ana.try('post.reply', { threadId, text: 'I am new.' })).toMatchObject({ error: { reason: 'held' } });
  const { id: heldId } = present((await ana.see('held.own', {})).posts[0]);
  const listed = async (reader: Person) =>
    (await reader.see('review.list', {})).rows.find(
      ({ item: { subject } }) => subject.kind === 'held' && subject.heldId === heldId,
    )?.item;
  const { id: itemId } = present(await listed(moderator));
  return { ana, threadId, itemId, listed };
}

/** What a page of theirs is told of the queue. */
async function heardOfQueue(person: Person): Promise<OwnValue[]> {
  const socket = person.openSocket();
  const heard: OwnValue[] = [];
  socket.on('own', (values: readonly OwnValue[]) => heard.push(...values.filter(({ kind }) => kind === OWN_REVIEW)));
  await socket.emitWithAck('watch', `person:${person.personId}`, START);
  return heard;
}

test('a reply that waits goes with its thread: into the list of the new board’s moderators, and out of the old one’s at once', async () => {
  const [iowa, ohio] = [await boardAndModerator('Iowa'), await boardAndModerator('Ohio')];
  const { ana, threadId, itemId, listed } = await heldOn(iowa.id, iowa.moderator);
  const told = [await heardOfQueue(iowa.moderator), await heardOfQueue(ohio.moderator)];
  await ada.do('thread.move', { threadId, to: ohio.id });
  await app.settled();
  await until(() => told.every(({ length }) => length > 0), 'open lists of both to be told');
  expect(await listed(iowa.moderator)).toBeUndefined();
  expect(reasonIn((await iowa.moderator.get('review.get', { itemId })).body)).toBe('no-such-thing');
  const item = present(await listed(ohio.moderator));
  expect(item.id).toBe(itemId);
  expect((await ohio.moderator.see('review.list', { boardId: ohio.id })).rows).toHaveLength(1);
  expect((await ohio.moderator.see('review.count', {})).open).toBe(1);
  expect((await iowa.moderator.see('review.count', {})).open).toBe(0);
  await ohio.moderator.do('review.reject', { itemId, rev: item.rev, words: '' });
  expect((await ana.see('held.own', {})).posts).toMatchObject([{ state: 'published', published: { threadId } }]);
});
