import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { findPerson } from '@hearth/server/features/accounts/store';
import { aBoard } from '../support/builders.ts';
import { openApp } from '../support/app.ts';

test('a command that has begun on a live connection when the server stops is finished and answered', async () => {
  const app = await openApp();
  const person = await app.person();
  const board = await aBoard();
  const page = person.openSocket();
  const idle = person.openSocket();
  await Promise.all([page, idle].map((socket) => new Promise((resolve) => socket.once('hello', resolve))));
  const idleEnd = new Promise((resolve) => idle.once('disconnect', resolve));

  // When the server has heard the command and waits for the store.
  const closed = new Promise((resolve) => {
    app.live.io
      .of('/')
      .sockets.get(page.id ?? '')
      ?.use((_packet, next) => {
        next();
        setImmediate(() => resolve(app.close()));
      });
  });
  const input = { boardId: board, title: 'Late', text: 'Just before the end.', language: 'en' };
  const answer: unknown = await page.timeout(3_000).emitWithAck('command', 'thread.start', randomUUID(), input);
  expect(answer).toMatchObject({ ok: true });
  await closed;
  // As when the line breaks: the page then comes back by itself.
  expect(await idleEnd).toBe('transport close');
  for (const socket of [page, idle]) socket.disconnect();
});

test('what cannot be closed keeps nothing else open, and the first fault is told', async () => {
  const app = await openApp();
  const { streams } = app.services;
  const closed: string[] = [];
  const heard: unknown[] = [];
  streams.pubSub.subscribe((message) => heard.push(message));
  const resource = (name: string) => ({
    open: () => name,
    close: async () => {
      closed.push(name);
      throw new Error(`${name} cannot be closed`);
    },
  });
  for (const name of ['first', 'second']) app.services.use(resource(name));
  await expect(app.close()).rejects.toThrow('second cannot be closed');
  expect(closed).toEqual(['second', 'first']);
  streams.pubSub.publish({ kind: 'access', personId: 'somebody' });
  expect(heard).toEqual([]);
  await expect(findPerson('somebody')).rejects.toThrow(/connect/);
});
