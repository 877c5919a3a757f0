import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setRoleOf } from '@hearth/server/features/accounts/store';
import { recheck } from '@hearth/server/live/access';
import type { LiveSocket } from '@hearth/server/live/sockets';
import mongoose from 'mongoose';
import { StoreProcess } from '../faults/scenarios/store-process.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { SECRET } from '../support/processes.ts';
import { until } from '../support/watching.ts';

/** Rights that change while a connection is being opened, watched with, or checked. */
let store: StoreProcess;
let app: TestApp;
let board: string;
beforeAll(async () => {
  store = await StoreProcess.start();
  app = await openApp({ MONGODB_URI: store.uri, HEARTH_SECRET: SECRET, LOG_LEVEL: 'silent' });
  board = await aBoard({ readers: 'staff' });
});
afterAll(async () => {
  await app.close();
  await store.close();
});

const fromTheStart = { seq: 0, mark: '' };

/** A connection at both of its ends, once the check that follows the entering is over. */
async function bothEnds(person: Person) {
  const page = person.openSocket();
  await new Promise((resolve) => page.once('hello', resolve));
  const server = app.live.io.of('/').sockets.get(page.id ?? '');
  if (!server) throw new Error('the server does not know this connection');
  await until(() => server.data.checked > 0, 'the first check');
  return { page, server };
}

function watchedBy(server: LiveSocket): string[] {
  return [...server.rooms].filter((room) => room.includes('#'));
}

/** Somebody who watches the staff board and, behind it, threads of another one. */
async function watchingMuch(person: Person) {
  const open = await aBoard();
  const ends = await bothEnds(person);
  await ends.page.emitWithAck('watch', `board:${board}`, fromTheStart);
  for (let n = 0; n < 19; n++) {
    const { id } = await aThread(person, open);
    await ends.page.emitWithAck('watch', `thread:${id}`, fromTheStart);
  }
  return ends;
}

test('L8: who loses a role between being let in to a stream and being joined to it does not stay in it', async () => {
  const host = await app.person({ role: 'moderator' });
  const { page, server } = await bothEnds(host);
  const { adapter } = app.live.io.of('/');
  const demote = () => {
    const { visitor } = server.data;
    if ('byline' in visitor) server.data.visitor = { ...visitor, actor: { ...visitor.actor, role: 'member' } };
  };
  adapter.once('join-room', demote);

  expect(await page.emitWithAck('watch', `board:${board}`, fromTheStart)).toMatchObject({
    error: { reason: 'no-such-thing' },
  });
  expect(watchedBy(server)).toEqual([]);
  page.disconnect();
});

test('L8: a check that began before somebody lost a role does not give it back', async () => {
  const [host, watcher] = [await app.person({ role: 'moderator' }), await app.person({ role: 'moderator' })];
  // Its threads keep the check from coming to the second connection soon.
  const busy = await watchingMuch(watcher);
  const second = await bothEnds(host);

  await setRoleOf(watcher.personId, 'member');
  const { io } = app.live;
  const later = new Promise((resolve) => {
    io.of('/').adapter.once('leave-room', () => {
      resolve(setRoleOf(host.personId, 'member').then(() => recheck(io, app.services, host.personId)));
    });
  });
  await Promise.all([recheck(io, app.services, null), later]);

  expect(second.server.data.visitor.actor).toMatchObject({ role: 'member' });
  for (const { page } of [busy, second]) page.disconnect();
});

test('a store that does not answer while rights are checked closes nothing that may be watched', async () => {
  const watcher = await app.person({ role: 'moderator' });
  const { page, server } = await watchingMuch(watcher);
  const threads = watchedBy(server).filter((room) => room.startsWith('thread:'));
  const admin = mongoose.connection.getClient().db('admin');
  const fails = (mode: 'alwaysOn' | 'off') =>
    admin.command({ configureFailPoint: 'failCommand', mode, data: { failCommands: ['find'], errorCode: 8 } });

  await setRoleOf(watcher.personId, 'member');
  // Among the streams: who somebody is has been read by then.
  app.live.io.of('/').adapter.once('leave-room', () => void fails('alwaysOn'));
  await expect(recheck(app.live.io, app.services, watcher.personId)).rejects.toThrow('could not be checked');
  await fails('off');

  expect(threads).toHaveLength(19);
  expect(watchedBy(server)).toEqual(threads);
  await recheck(app.live.io, app.services, watcher.personId);
  expect(watchedBy(server)).toEqual(threads);
  page.disconnect();
});

test('L8: whoever may not read the board a thread is moved to hears no word of it any more, not even that it was moved', async () => {
  const [open, staff] = [await aBoard(), await aBoard({ readers: 'staff' })];
  const [member, host] = [await app.person(), await app.person({ role: 'moderator' })];
  const { id: threadId } = await aThread(member, open);
  const [out, stays] = [await bothEnds(member), await bothEnds(host)];
  const heard: Record<'out' | 'stays' | 'closed', string[]> = { out: [], stays: [], closed: [] };
  out.page.on('event', (event: { stream: string; seq: number }) => heard.out.push(`${event.stream} ${event.seq}`));
  out.page.on('closed', (stream: string) => heard.closed.push(stream));
  stays.page.on('event', (event: { stream: string; seq: number }) => heard.stays.push(`${event.stream} ${event.seq}`));
  for (const { page } of [out, stays])
    for (const kind of ['thread', 'reactions']) await page.emitWithAck('watch', `${kind}:${threadId}`, fromTheStart);

  await host.do('thread.move', { threadId, to: staff });
  await host.do('post.reply', { threadId, text: 'Among us.' });
  await until(() => heard.stays.includes(`thread:${threadId} 3`), 'the reply', 1_000);
  await until(() => heard.closed.length === 2, 'both streams to be closed', 1_000);
  expect(heard.out).toEqual([]);
  expect(watchedBy(out.server)).toEqual([]);
  expect(heard.stays).toEqual([`thread:${threadId} 2`, `thread:${threadId} 3`]);
  for (const { page } of [out, stays]) page.disconnect();
});

test('L8: a session that ends while its connection is being opened does not live on in it', async () => {
  const person = await app.person();
  // Behind our own, which has read the cookie by then.
  app.live.io.use((socket, next) => {
    const isTheirs = 'byline' in socket.data.visitor && socket.data.visitor.byline.personId === person.id;
    void (isTheirs ? person.do('account.sign-out-everywhere', {}) : Promise.resolve()).then(() => next());
  });
  const page = person.openSocket();
  const ends: string[] = [];
  page.on('disconnect', (reason) => ends.push(reason));
  await new Promise((resolve) => page.once('hello', resolve));
  await until(() => ends.length > 0, 'the connection to end', 1_000);
  expect(ends).toEqual(['io server disconnect']);
  page.disconnect();
});
