import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { NotificationModel } from '@hearth/server/features/notifications/model';
import { notifications } from '@hearth/server/features/notifications/index';
import { EventModel } from '@hearth/server/streams/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { OwnValue } from '@hearth/shared/kernel/protocol';
import { OWN_BELL } from '@hearth/shared/notifications/own';
import type { ThreadId } from '@hearth/shared/threads/entity';
import mongoose from 'mongoose';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

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

const reply = (by: Person, text: string, inReplyTo?: number) =>
  by.do('post.reply', { threadId, text, ...(inReplyTo && { inReplyTo }) });

/** What the bell says to somebody, once all that was done is told. */
async function bell(person: Person) {
  await app.settled();
  const { rows, total } = await person.see('bell.list', {});
  expect(await person.see('bell.count', {})).toEqual({ total });
  return { rows, total };
}

/** The same in short: of the first thread, what was done by whom, and where it opens. */
async function lines(person: Person) {
  const { rows } = await bell(person);
  return rows.flatMap(({ notices }) =>
    notices.map(({ kind, by, people, no }) => [kind, by.map(({ name }) => name), people, no]),
  );
}

test('whoever started a thread is told of replies, and whoever is answered of the answer: each once, nobody of their own', async () => {
  await reply(ben, 'Ask the union.');
  await reply(carla, 'Which one?', 2);
  await reply(ben, 'Ours.', 1);
  await reply(ana, 'Thank you all.');
  expect(await lines(ana)).toEqual([['reply', ['Ben Okafor', 'Carla Lind'], 2, 2]]);
  expect(await lines(ben)).toEqual([['reply', ['Carla Lind'], 1, 3]]);
  expect(await lines(carla)).toEqual([]);
  const [row] = (await bell(ana)).rows;
  expect(row).toMatchObject({ isNew: true, thread: { id: threadId }, board: { id: board } });
  expect(row?.notices[0]?.excerpt).toBe('Ask the union.');
});

test('an accepted answer is told to whoever wrote it, while it is one', async () => {
  await reply(ben, 'Ask the union.');
  await ana.do('answer.accept', { threadId, no: 2 });
  expect(await lines(ben)).toEqual([['answer', ['Ana Fuentes'], 1, 2]]);
  await ana.do('answer.take-back', { threadId, no: 2 });
  expect(await lines(ben)).toEqual([]);
  await reply(ana, 'I found it out myself.');
  await ana.do('answer.accept', { threadId, no: 3 });
  expect((await lines(ana)).map(([kind]) => kind)).toEqual(['reply']);
});

test('a hundred thanks are one line with a number, new again when there are more, and not when some are taken back', async () => {
  const many = await Promise.all(Array.from({ length: 5 }, (_, n) => app.person({ name: `Dana D${'x'.repeat(n)}` })));
  for (const person of [ben, ...many]) await person.do('reaction.set', { threadId, no: 1, kind: 'thanks' });
  await carla.do('reaction.set', { threadId, no: 1, kind: 'agree' });
  const [line] = await lines(ana);
  expect(line).toEqual(['thanks', expect.any(Array), 6, 1]);
  expect(line?.[1]).toHaveLength(2);
  expect(await NotificationModel.countDocuments({ personId: ana.personId })).toBe(1);
  await ana.do('bell.read', { threadId });
  await present(many[0]).do('reaction.set', { threadId, no: 1, kind: null });
  expect((await bell(ana)).total).toBe(0);
  expect((await lines(ana))[0]?.[2]).toBe(5);
  await carla.do('reaction.set', { threadId, no: 1, kind: 'thanks' });
  await present(many[0]).do('reaction.set', { threadId, no: 1, kind: 'thanks' });
  expect((await bell(ana)).total).toBe(1);
  expect((await lines(ana))[0]?.[2]).toBe(7);
});

test('what is deleted is not shown, and comes back with its post', async () => {
  await reply(ben, 'Regretted.');
  await ben.do('post.delete', { threadId, no: 2 });
  expect(await bell(ana)).toEqual({ rows: [], total: 0 });
  await ben.do('post.restore', { threadId, no: 2 });
  expect((await bell(ana)).total).toBe(1);
});

test('attack 13: nothing is told of a board one may not read, and nothing is shown of one that one may not read any more', async () => {
  const staffBoard = await aBoard({ readers: 'staff' });
  const [mod, boss] = [await app.person({ role: 'moderator' }), await app.person({ role: 'admin' })];
  const { id } = await aThread(mod, staffBoard, { title: 'Among us' });
  await boss.do('post.reply', { threadId: id, text: 'Secret.' });
  expect((await bell(mod)).total).toBe(1);
  await boss.do('person.set-role', { personId: mod.personId, role: 'member' });
  await app.settled();
  expect(await mod.see('bell.list', {})).toEqual({
    rows: [],
    held: [],
    entries: [],
    library: [],
    more: false,
    total: 0,
  });
  await boss.do('post.reply', { threadId: id, text: 'Another one.' });
  await app.settled();
  expect(await NotificationModel.countDocuments({ personId: mod.personId })).toBe(1);
  await boss.do('person.set-role', { personId: mod.personId, role: 'moderator' });
  expect(await lines(mod)).toHaveLength(1);
});

test('one thread is marked, or all are, which can be undone; what is read in its thread is read here too, and stays so', async () => {
  const other = (await aThread(ana, board, { title: 'Another' })).id;
  await reply(ben, 'One');
  await reply(ben, 'Two');
  await ben.do('post.reply', { threadId: other, text: 'Here as well' });
  expect((await bell(ana)).total).toBe(2);
  expect(await ana.do('bell.read', { threadId: other })).toEqual({ notifications: 1 });
  expect((await bell(ana)).total).toBe(1);
  const commandId = randomUUID();
  expect(await ana.do('bell.read-all', {}, commandId)).toEqual({ notifications: 2 });
  expect(await ana.do('bell.read-all', {}, commandId)).toEqual({ notifications: 2 });
  const { rows, total } = await bell(ana);
  expect([total, rows.length, rows.some(({ isNew }) => isNew)]).toEqual([0, 2, false]);
  expect(await ana.do('bell.undo', { of: commandId })).toEqual({ notifications: 2 });
  expect((await bell(ana)).total).toBe(1);
  expect(await ben.do('bell.undo', { of: commandId })).toEqual({ notifications: 0 });

  await ana.do('thread.mark-read', { threadId, no: 2 });
  expect(await lines(ana)).toContainEqual(['reply', ['Ben Okafor'], 1, 3]);
  await ana.do('thread.mark-read', { threadId, no: 3 });
  expect((await bell(ana)).total).toBe(0);
  await ana.do('unread.from', { threadId, no: 1 });
  expect((await bell(ana)).total).toBe(0);
});

test('of what one has muted one is told nothing, and is shown nothing more once one mutes it', async () => {
  await ana.do('person.mute', { personId: carla.personId, muted: true });
  await reply(carla, 'Me again.');
  expect(await bell(ana)).toEqual({ rows: [], total: 0 });
  await reply(ben, 'Ask the union.');
  expect((await bell(ana)).total).toBe(1);
  await ana.do('follow.set', { what: { threadId }, level: 'mute' });
  expect(await bell(ana)).toEqual({ rows: [], total: 0 });
  await reply(ben, 'Or the district.');
  await ben.do('reaction.set', { threadId, no: 1, kind: 'thanks' });
  await app.settled();
  expect(await NotificationModel.countDocuments({ personId: ana.personId })).toBe(1);
  await ana.do('follow.set', { what: { threadId }, level: 'normal' });
  expect(await lines(ana)).toEqual([['reply', ['Ben Okafor'], 1, 3]]);
});

test('open pages of whoever it concerns hear of it, and nobody else', async () => {
  const told = (person: Person) => {
    const values: OwnValue[] = [];
    const socket = person.openSocket();
    socket.on('own', (some) => void values.push(...some));
    return { values, socket, ready: socket.emitWithAck('query', 'account.me', {}) };
  };
  const [hers, his] = [told(ana), told(carla)];
  await Promise.all([hers.ready, his.ready]);
  await reply(ben, 'Look.');
  await until(() => hers.values.some(({ kind }) => kind === OWN_BELL), 'the bell to ring');
  await ana.do('bell.read-all', {});
  await until(() => hers.values.filter(({ kind }) => kind === OWN_BELL).length > 1, 'that it was read to be told');
  expect(his.values.filter(({ kind }) => kind === OWN_BELL)).toEqual([]);
  for (const { socket } of [hers, his]) socket.disconnect();
});

test('an event that is handled again tells nobody anything new', async () => {
  await reply(ben, 'Ask the union.');
  await ana.do('answer.accept', { threadId, no: 2 });
  await carla.do('reaction.set', { threadId, no: 2, kind: 'thanks' });
  await app.settled();
  await ana.do('bell.read-all', {});
  await ben.do('bell.read-all', {});
  for (const stream of [`thread:${threadId}`, `reactions:${threadId}`]) {
    const events = await EventModel.find({ stream }).sort({ seq: 1 }).lean();
    for (const { to, handle } of notifications.reactions)
      if (stream.startsWith(`${to}:`)) await handle(app.services, events);
  }
  expect([(await bell(ana)).total, (await bell(ben)).total]).toEqual([0, 0]);
});

test('it is in one’s data, without anybody’s words or names, and a stranger has none', async () => {
  await reply(ben, 'Ask the union.');
  await app.settled();
  const { notifications: own } = await ana.see('account.export', {});
  expect(own).toEqual([{ kind: 'reply', threadId, no: 2, at: expect.any(String), isRead: false }]);
  const stored = JSON.stringify(await NotificationModel.find({ personId: ana.personId }).lean());
  expect(stored).not.toMatch(/union|Okafor/);
  expect(stored).not.toContain(ben.personId);
  expect(await app.stranger().see('bell.list', {})).toEqual({
    rows: [],
    held: [],
    entries: [],
    library: [],
    more: false,
    total: 0,
  });
});

test('how much is at the bell is asked for every page, and no words are read for it', async () => {
  for (let n = 0; n < 3; n++) await reply(ben, 'A very long post');
  await app.settled();
  const read: string[] = [];
  mongoose.set('debug', (collection: string, _method: string, _filter: unknown, options: unknown) => {
    if (collection === 'posts') read.push(JSON.stringify(options));
  });
  try {
    expect((await ana.see('bell.count', {})).total).toBe(1);
  } finally {
    mongoose.set('debug', false);
  }
  expect(read).toHaveLength(1);
  expect(read[0]).toMatch(/"text":0,"html":0/);
});

test('what is at the bell is looked up by an index', async () => {
  const { personId } = ana;
  const asked = [
    NotificationModel.find({ personId, isRead: false }).sort({ at: -1 }),
    NotificationModel.find({ personId }).sort({ at: -1 }),
    NotificationModel.find({ personId, threadId, no: 1, about: 'post' }),
  ];
  for (const query of asked) expect(JSON.stringify(await query.explain())).toMatch(/IXSCAN/);
});
