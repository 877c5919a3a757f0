import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hashPassword } from '@hearth/server/features/accounts/password';
import { findPerson, insertPerson } from '@hearth/server/features/accounts/store';
import { PostModel } from '@hearth/server/features/threads/model';
import { personalData } from '@hearth/server/features/index';
import { finishAllErasing } from '@hearth/server/features/privacy/erasing';
import { proofOf } from '@hearth/server/streams/commit';
import { EventModel } from '@hearth/server/streams/model';
import { pollId } from '@hearth/shared/polls/entity';
import { groupId } from '@hearth/shared/kernel/ids';
import { commands } from '@hearth/shared/contract';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { collectionId } from '@hearth/shared/collections/entity';
import { entryId } from '@hearth/shared/library/entity';
import { sectionId } from '@hearth/shared/boards/sections';
import { tagId } from '@hearth/shared/tags/entity';
import type { PersonId } from '@hearth/shared/kernel/ids';
import { aBoard, aRoom, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { newcomer } from '../support/joining.ts';
import { PASSWORD, Person } from '../support/person.ts';
import { until } from '../support/watching.ts';
import { inputFor } from './things.ts';
import { present } from '../support/parts.ts';
import { fileId } from '@hearth/shared/files/entity';

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

/** In everything she wrote. */
const HERS = 'Xochitl wrote this';

/** Somebody who has given every kind of command that makes something, and whose; with the ids of all her commands. */
async function aWriter() {
  const [host, ana] = [await app.person({ role: 'moderator' }), await app.person({ role: 'moderator' })];
  const given: string[] = [];
  const give: Person['do'] = (name, input) => {
    const id = randomUUID();
    given.push(id);
    return ana.do(name, input, id);
  };
  const boardId = await aBoard();
  const { id: threadId } = await aThread(host, boardId);
  const { thread: own } = await give('thread.start', { boardId, title: 'Mine', text: HERS, language: 'en' });
  const { post } = await give('post.reply', { threadId, text: HERS });
  await give('post.edit', { threadId, no: post.no, text: `${HERS}, and better` });
  await give('post.delete', { threadId, no: post.no });
  await give('post.restore', { threadId, no: post.no });
  const { id: roomId } = await aRoom(host);
  const { question } = await give('question.ask', { roomId, text: `${HERS}?`, anonymous: false });
  const { question: nameless } = await give('question.ask', {
    roomId,
    text: `${HERS} without a name?`,
    anonymous: true,
  });
  const { id: hosted } = await give('room.schedule', {
    ...{ title: 'Hers', purpose: 'To talk', language: 'en' as const, readers: 'everyone' as const, minutes: 30 },
    ...{ startsAt: new Date().toISOString(), hosts: [host.personId] },
  });
  await give('room.open', { roomId: hosted });
  await app.settled();
  const questionIds = [question.id, nameless.id];
  return { ana, host, given, boardId, threadIds: [threadId, own.id], roomIds: [roomId, hosted], questionIds, post };
}
type Writer = Awaited<ReturnType<typeof aWriter>>;

async function eraseForGood(ana: Person): Promise<void> {
  const email = (await ana.see('account.me', {})).me?.email ?? '';
  await ana.do('account.erase', { email, words: 'keep' });
  await app.settled();
  const isGone = async () => {
    app.clock.advance(121_000);
    await finishAllErasing(app.services, personalData);
    return (await findPerson(ana.personId)) === null;
  };
  await until(isGone, 'the erasure to be over', 20_000);
}

/** The number is never given again; whoever writes to the store can. */
async function comeAs(id: PersonId): Promise<Person> {
  const { password, ...fields } = newcomer();
  const passwordHash = await hashPassword(password);
  const rest = { bio: '', role: 'moderator' as const, isDemo: false, joinedAt: new Date(), passwordHash };
  expect(await insertPerson({ ...fields, ...rest, id })).toBe(true);
  const person = app.stranger();
  await person.do('account.sign-in', { email: fields.email, password: PASSWORD });
  return new Person(app.url, id, person.cookie);
}

/** Everything anybody can read of it, and the live connection's first answer. */
async function payloads(reader: Person, { boardId, threadIds, roomIds }: Writer): Promise<string> {
  const read: unknown[] = [
    await reader.see('board.get', { boardId }),
    ...(await Promise.all(threadIds.map((threadId) => reader.see('thread.get', { threadId })))),
    ...(await Promise.all(roomIds.map((roomId) => reader.see('room.get', { roomId })))),
  ];
  const socket = reader.openSocket();
  const streams = [`board:${boardId}`, ...threadIds.map((id) => `thread:${id}`), ...roomIds.map((id) => `room:${id}`)];
  for (const stream of streams)
    read.push(await socket.timeout(5_000).emitWithAck('watch', stream, { seq: 1, mark: '' }));
  socket.disconnect();
  return JSON.stringify(read);
}

/** Ids of commands that can be made of what everybody sees. */
const madeOf = (id: string) =>
  ['00000000-0000-4000', 'ffffffff-ffff-4fff'].map((half) => `${half}-${id.slice(0, 4)}-${id.slice(4)}`);

test('H5: what everybody sees of what somebody made names no command', async () => {
  const lifecycle = await aWriter();
  expect(lifecycle.post.key).toBe(idFrom(lifecycle.given[1] ?? ''));
  // As posts were stored before.
  const [threadId = ''] = lifecycle.threadIds;
  await PostModel.updateOne({ threadId, no: lifecycle.post.no }, { $set: { key: lifecycle.given[1] ?? '' } });
  const everything = await payloads(app.stranger(), lifecycle);
  expect(everything).toContain(lifecycle.post.key);
  expect(lifecycle.given.filter((id) => everything.includes(id))).toEqual([]);
  expect(everything).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-4/);
});

test('H5: of somebody who was erased no command is anybody’s, not even under their old number', async () => {
  const lifecycle = await aWriter();
  const { ana, given, threadIds, roomIds, questionIds, post, boardId } = lifecycle;
  const secret = app.services.secret;
  const isHers = ({ commandId, by }: { commandId: string; by: string }) =>
    by === proofOf(secret, { commandId, issuer: ana.personId });
  expect((await EventModel.find().lean()).filter(isHers)).toHaveLength(given.length);
  await eraseForGood(ana);
  const events = await EventModel.find().lean();
  expect(events.filter(isHers)).toEqual([]);
  // Nor is it to be seen that a proof was replaced.
  expect(new Set(events.map(({ by }) => by.length))).toEqual(new Set([22]));
  // A session of hers that is left somewhere is nobody's.
  expect((await ana.see('account.me', {})).me).toBeNull();

  const publicIds = [...threadIds, ...roomIds, ...questionIds, post.key];
  const tried = [...publicIds.flatMap(madeOf), ...given];
  const makers = commands.map(({ name }) => name).filter((name) => !name.startsWith('account.'));
  for (const thief of [await app.person(), await comeAs(ana.personId)]) {
    const things = { host: thief, boardId, threadId: present(threadIds[0]), roomId: present(roomIds[0]) };
    const its = {
      ...things,
      questionId: present(questionIds[0]),
      itemId: post.key,
      fileId: fileId.parse(post.key),
      personId: thief.personId,
      groupId: groupId.parse(post.key),
      ...{ tagId: tagId.parse('one'), otherTagId: tagId.parse('other') },
      pollId: pollId.parse(post.key),
      sectionId: sectionId.parse(post.key),
      ...{ entryId: entryId.parse(post.key), complaintId: post.key },
      collectionId: collectionId.parse(post.key),
    };
    // Once at the place where it was given, once more wherever inputs lead.
    for (const commandId of tried) {
      const answer = await thief.post('post.reply', { threadId: threadIds[0], text: 'Mine?' }, commandId);
      expect(JSON.stringify(answer.body)).not.toContain(HERS);
    }
    for (const name of makers.filter((one) => !one.startsWith('person.') && one !== 'invitation.create')) {
      for (const commandId of [...given, ...madeOf(post.key)]) {
        const { body } = await thief.post(name, inputFor(name, its), commandId);
        expect([name, JSON.stringify(body).includes(HERS)]).toEqual([name, false]);
      }
    }
    const mine = await thief.see('account.export', {});
    expect(JSON.stringify([mine.posts, mine.questions])).not.toContain(HERS);
    const { mine: inRoom } = await thief.see('room.get', { roomId: present(roomIds[0]) });
    expect(JSON.stringify(inRoom)).not.toContain(HERS);
    expect((await thief.get('post.source', { threadId: threadIds[0], no: post.no })).body).toMatchObject({
      error: { reason: 'not-yours' },
    });
  }
}, 60_000);

test('H5: others can still repeat their commands after somebody has left', async () => {
  const ana = await app.person();
  const { id } = await aThread(ana, await aBoard());
  const commandId = randomUUID();
  const first = await ana.do('post.reply', { threadId: id, text: 'Once.' }, commandId);
  await eraseForGood(await app.person());
  expect(await ana.do('post.reply', { threadId: id, text: 'Once.' }, commandId)).toEqual(first);
});
