import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { NotificationModel } from '@hearth/server/features/notifications/model';
import { notifications } from '@hearth/server/features/notifications/index';
import { changeCards } from '@hearth/server/features/threads/access';
import type { EventRecord } from '@hearth/server/streams/definition';
import { EventModel } from '@hearth/server/streams/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import { mentionOf } from '@hearth/shared/mentions/address';
import type { ReactionKind } from '@hearth/shared/reactions/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let board: BoardId;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard({ kind: 'question' });
});
afterAll(() => app.close());

let ana: Person;
let ben: Person;
let carla: Person;
let threadId: ThreadId;
beforeEach(async () => {
  [ana, ben, carla] = [
    await app.person({ name: 'Ana Fuentes' }),
    await app.person({ name: 'Ben Okafor' }),
    await app.person({ name: 'Carla Lind' }),
  ];
  threadId = (await aThread(ana, board)).id;
});

async function say(person: Person, kind: ReactionKind | null): Promise<void> {
  await person.do('reaction.set', { threadId, no: 1, kind });
  await app.settled();
}

/** What is told of the thread, and of what went elsewhere from it. */
async function kinds(person: Person) {
  await app.settled();
  const { rows } = await person.see('bell.list', {});
  return rows.flatMap(({ isNew, notices }) => notices.map(({ kind, people }) => [kind, people, isNew]));
}

/** As after half a year. */
async function forget(person: Person): Promise<void> {
  await app.settled();
  await NotificationModel.deleteMany({ personId: person.personId });
}

/** As after a crash, with events as they are or were stored. */
async function handleAgain(stream: string, as: (event: EventRecord) => EventRecord = (event) => event): Promise<void> {
  const events = await EventModel.find({ stream }).sort({ seq: 1 }).lean<EventRecord[]>();
  for (const { to, handle } of notifications.reactions)
    if (stream.startsWith(`${to}:`)) await handle(app.services, events.map(as));
}

test('thanks ring where there are more of them, and not when something else is said of the post', async () => {
  const dana = await app.person();
  await say(carla, 'thanks');
  await say(dana, 'thanks');
  expect(await kinds(ana)).toEqual([['thanks', 2, true]]);
  await forget(ana);
  await say(ben, 'helpful');
  expect(await kinds(ana)).toEqual([]);
  await say(dana, null);
  expect(await kinds(ana)).toEqual([]);
  await say(ben, 'thanks');
  expect(await kinds(ana)).toEqual([['thanks', 2, true]]);
  await ana.do('bell.read-all', {});
  await handleAgain(`reactions:${threadId}`);
  expect(await kinds(ana)).toEqual([['thanks', 2, false]]);
});

test('thanks that came while somebody had muted the thread do not ring once they hear of it again', async () => {
  await say(carla, 'thanks');
  await ana.do('bell.read-all', {});
  await ana.do('follow.set', { what: { threadId }, level: 'mute' });
  await say(ben, 'thanks');
  await ana.do('follow.set', { what: { threadId }, level: 'normal' });
  await say(await app.person(), 'helpful');
  expect(await kinds(ana)).toEqual([['thanks', 2, false]]);
});

test('thanks that go along with a post to another thread are no news there', async () => {
  await say(carla, 'thanks');
  await say(ben, 'thanks');
  await forget(ana);
  const { id: into } = await aThread(ben, board);
  await (await app.person({ role: 'moderator' })).do('thread.merge', { threadId, into });
  expect(await kinds(ana)).toEqual([]);
  await (await app.person()).do('reaction.set', { threadId: into, no: 3, kind: 'thanks' });
  expect(await kinds(ana)).toEqual([['thanks', 3, true]]);
});

test('events of before, which do not say whether there are more thanks, ring as they did', async () => {
  await say(carla, 'thanks');
  await forget(ana);
  await handleAgain(`reactions:${threadId}`, (event) => {
    // What the stream holds; its schema is the server's.
    const { posts } = present(event.data as { readonly posts: unknown });
    return { ...event, data: { posts } };
  });
  expect(await kinds(ana)).toEqual([['thanks', 1, true]]);
});

const at = ({ personId: id }: Person) => mentionOf({ kind: 'person', id, name: 'X' });
const edit = (text: string) => ben.do('post.edit', { threadId, no: 2, text });

/** All that comes with the whole post, and says nothing that it did not say before. */
async function changeOtherwise(): Promise<void> {
  await ana.do('answer.accept', { threadId, no: 2 });
  const card = { url: 'https://bus.example/', title: 'Bus', site: '', description: '', picture: null };
  await changeCards(app.services, { commandId: randomUUID(), issuer: 'system' }, { threadId, no: 2 }, () => [card]);
  await ben.do('card.remove', { threadId, no: 2, url: card.url });
  await ben.do('post.delete', { threadId, no: 2 });
  await ben.do('post.restore', { threadId, no: 2 });
  await app.settled();
}

test('whoever was named is not told anew by what is no edit, nor by an edit that names others', async () => {
  const dana = await app.person();
  await ben.do('post.reply', { threadId, text: `Ask ${at(carla)}. https://bus.example/` });
  expect(await kinds(carla)).toEqual([['mention', 1, true]]);
  await forget(carla);
  await changeOtherwise();
  expect(await kinds(carla)).toEqual([]);
  await edit(`Ask ${at(dana)} or ${at(carla)}.`);
  expect([await kinds(carla), await kinds(dana)]).toEqual([[], [['mention', 1, true]]]);
  await edit(`Ask ${at(dana)}.`);
  expect(await kinds(carla)).toEqual([]);
  await edit(`Ask ${at(dana)}, and ${at(carla)} after all.`);
  expect(await kinds(carla)).toEqual([['mention', 1, true]]);
  for (const person of [carla, dana]) await person.do('bell.read-all', {});
  await handleAgain(`thread:${threadId}`);
  for (const person of [carla, dana]) expect(await kinds(person)).toEqual([['mention', 1, false]]);
});

test('whoever joins a group that was named long ago is told nothing of it', async () => {
  const mod = await app.person({ role: 'moderator' });
  const { id } = await mod.do('group.create', { name: 'Ohio', purpose: 'Us.', language: 'en', kind: 'open' });
  await mod.do('post.reply', { threadId, text: `Ask ${mentionOf({ kind: 'group', id, name: 'Ohio' })}.` });
  await app.settled();
  await carla.do('group.join', { groupId: id });
  await ana.do('answer.accept', { threadId, no: 2 });
  await mod.do('post.edit', { threadId, no: 2, text: `Do ask ${mentionOf({ kind: 'group', id, name: 'Ohio' })}.` });
  expect(await kinds(carla)).toEqual([]);
});

test('whom words name that went from the log before anybody was told is told by those in their place', async () => {
  await ben.do('post.reply', { threadId, text: `Ask ${at(carla)}.` });
  await edit(`Please ask ${at(carla)}.`);
  await forget(carla);
  await handleAgain(`thread:${threadId}`, (event) => {
    // The same.
    const data = event.data as { readonly post: object };
    return event.seq === 2 ? { ...event, data: { ...data, post: { ...data.post, text: '' } } } : event;
  });
  expect(await kinds(carla)).toEqual([['mention', 1, true]]);
});

test('an accepted answer is told when it is accepted, and not when something else becomes of it', async () => {
  await ben.do('post.reply', { threadId, text: 'Ask the union.' });
  await ana.do('answer.accept', { threadId, no: 2 });
  expect(await kinds(ben)).toEqual([['answer', 1, true]]);
  await forget(ben);
  app.clock.advance(3 * 60_000);
  await edit('Do ask the union.');
  await ben.do('post.delete', { threadId, no: 2 });
  await ben.do('post.restore', { threadId, no: 2 });
  expect(await kinds(ben)).toEqual([]);
  await ana.do('answer.take-back', { threadId, no: 2 });
  await ana.do('answer.accept', { threadId, no: 2 });
  expect(await kinds(ben)).toEqual([['answer', 1, true]]);
});
