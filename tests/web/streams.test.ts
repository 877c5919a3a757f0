import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { outgoing } from '@hearth/shared/outgoing';
import type { WireError } from '@hearth/shared/kernel/errors';
import { Sender } from '@hearth/web/lib/api/sender';
import type { Connection } from '@hearth/web/lib/live/connection';
import type { LivePage } from '@hearth/web/lib/live/live.svelte';
import { LiveOwn } from '@hearth/web/lib/accounts/live-own.svelte';
import { LiveRoom } from '@hearth/web/lib/rooms/live-room.svelte';
import { roomStart } from '@hearth/web/lib/rooms/room-view';
import { LiveThread } from '@hearth/web/lib/threads/live-thread.svelte';
import { threadStart } from '@hearth/web/lib/threads/thread-view';
import { aBoard, aRoom, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
beforeAll(async () => {
  // What a window is to a page that is left.
  const window = new EventTarget();
  const listen = window.addEventListener.bind(window);
  Object.assign(globalThis, { addEventListener: listen, removeEventListener: window.removeEventListener.bind(window) });
  app = await openApp();
});
afterAll(() => app.close());

/** A page without a browser: the pages' own connection, sender and views. */
class Page implements LivePage {
  readonly person: Person;
  readonly followed = new Set<{ readonly refused: WireError | null }>();
  readonly #sender: Sender;

  constructor(person: Person) {
    this.person = person;
    this.#sender = new Sender({
      transports: [({ name, commandId, input }) => person.connection.command(name, commandId, input)],
      store: { read: () => [], keep: () => {}, drop: () => {} },
      rules: outgoing,
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      now: () => Date.now(),
      report: (fault) => console.error(fault),
    });
  }

  readonly ask: LivePage['ask'] = (name, input) => this.person.connection.query(name, input);
  // The contract's registry guarantees the answer's type by name.
  readonly send: LivePage['send'] = async (name, input, commandId = randomUUID()) =>
    (await this.#sender.send(name, input, commandId)) as never;
  readonly connected = async (): Promise<Connection> => this.person.connection;
  readonly unanswered: LivePage['unanswered'] = async (name) => this.#sender.unanswered(name);

  add(view: { readonly refused: WireError | null }): () => void {
    this.followed.add(view);
    return () => this.followed.delete(view);
  }

  async thread(threadId: string): Promise<{ thread: LiveThread; stop: () => void }> {
    const thread = new LiveThread(this, threadStart(await this.person.see('thread.get', { threadId })));
    return { thread, stop: thread.start() };
  }
}

const textsOf = ({ posts }: LiveThread) => posts.map(({ html }) => html.replace(/<[^>]+>/g, '').trim());

test('L3: a page follows two streams over one connection, each by its own numbers', async () => {
  const [ana, ben] = [await app.person({ role: 'moderator' }), await app.person()];
  const page = new Page(ana);
  const { id: threadId } = await aThread(ben, await aBoard());
  const { id: roomId } = await aRoom(ana);
  const { thread } = await page.thread(threadId);
  const loaded = await ana.see('room.get', { roomId });
  const room = new LiveRoom(page, new LiveOwn(), roomStart(loaded), loaded.mine);
  const leave = room.start();

  await ben.do('post.reply', { threadId, text: 'In the thread' });
  await ben.do('question.ask', { roomId, text: 'In the room?', anonymous: true });
  await until(() => thread.posts.length === 2 && room.open.length === 1, 'both to arrive');
  expect(textsOf(thread)).toEqual(['We have no driver.', 'In the thread']);
  expect(room.open.map(({ text }) => text)).toEqual(['In the room?']);

  const replied = thread.reply('My own');
  expect(thread.pending.map(({ words }) => words)).toEqual(['My own']);
  expect(await replied).toBeNull();
  expect([thread.pending, textsOf(thread).at(-1), room.asked.shown]).toEqual([[], 'My own', []]);

  // Leaving one of them changes nothing for the other.
  leave();
  await ben.do('question.ask', { roomId, text: 'Unheard?', anonymous: true });
  await ben.do('post.reply', { threadId, text: 'Still here' });
  await until(() => textsOf(thread).at(-1) === 'Still here', 'the other stream to go on');
  expect([room.open.length, page.followed.size]).toEqual([1, 1]);
});

test('L8: a stream that is refused says so itself, and the other one on the page stays live', async () => {
  const [admin, ana] = [await app.person({ role: 'admin' }), await app.person({ role: 'moderator' })];
  const page = new Page(ana);
  const [desk, open] = [await aThread(admin, await aBoard({ readers: 'staff' })), await aThread(admin, await aBoard())];
  const [{ thread: closed }, { thread }] = [await page.thread(desk.id), await page.thread(open.id)];
  await admin.do('post.reply', { threadId: desk.id, text: 'For the desk' });
  await until(() => closed.posts.length === 2, 'the desk to be live');

  await admin.do('person.set-role', { personId: ana.personId, role: 'member' });
  await until(() => closed.refused !== null, 'the refusal');
  await admin.do('post.reply', { threadId: open.id, text: 'For everybody' });
  await until(() => thread.posts.length === 2, 'the other stream to go on');
  expect([closed.refused?.reason, thread.refused]).toEqual(['no-such-thing', null]);
  expect([...page.followed].map(({ refused }) => refused?.reason)).toEqual(['no-such-thing', undefined]);
});
