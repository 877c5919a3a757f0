import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import { usualGates } from '@hearth/shared/held/policy';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

/** A post that a moderator published, and another one removes, each by a decision that can be taken back. */
let app: TestApp;
let board: BoardId;
let mo: Person;
let nia: Person;
beforeAll(async () => {
  app = await openApp({ HEARTH_RATE_FACTOR: '100' });
  board = await aBoard();
  const ada = await app.person({ role: 'admin' });
  [mo, nia] = [await app.person({ role: 'moderator' }), await app.person({ role: 'moderator' })];
  await ada.do('gate.set', { ...usualGates, firstPosts: 5, hideAt: 0, pauseAt: 0 });
}, 60_000);
afterAll(() => app.close());

const REMOVED = { act: 'remove', rule: 'be-kind', words: 'Kinder, please.' } as const;

/** A reply that waits, published by Mo. Each step is a moment after the one before. */
async function published() {
  const { id: threadId } = await aThread(mo, board);
  const ana = await app.person();
  const reply = { threadId, text: `Come and play, ${ana.personId}.` };
  expect(await ana.try('post.reply', reply)).toMatchObject({ error: { reason: 'held' } });
  const { id: heldId } = present((await ana.see('held.own', {})).posts[0]);
  const { rows } = await mo.see('review.list', {});
  const { item } = present(rows.find(({ item: { subject } }) => subject.kind === 'held' && subject.heldId === heldId));
  let { rev } = item;
  const step = async (name: 'review.reject' | 'review.undo') => {
    app.clock.advance(1_000);
    const its = { itemId: item.id, rev };
    ({ rev } = await (name === 'review.undo' ? mo.do(name, its) : mo.do(name, { ...its, words: '' })));
  };
  await step('review.reject');
  const own = async () => present((await ana.see('held.own', {})).posts[0]);
  const place = { threadId, no: present((await own()).published).no };
  const stands = async () => {
    await app.settled();
    return !present((await nia.see('thread.get', { threadId })).posts[place.no - 1]).deleted;
  };
  expect(await stands()).toBe(true);
  return {
    stands,
    state: async () => (await own()).state,
    undo: () => step('review.undo'),
    publish: () => step('review.reject'),
    async remove() {
      app.clock.advance(1_000);
      const { id: itemId, rev: seen } = await nia.do('review.open', place);
      const decided = await nia.do('review.resolve', { itemId, rev: seen, ...REMOVED });
      app.clock.advance(1_000);
      return { itemId, rev: decided.rev };
    },
  };
}

test('what another moderator removed since stays removed, where it is published once more', async () => {
  const { stands, undo, publish, remove } = await published();
  const { itemId } = await remove();
  expect(await stands()).toBe(false);
  await undo();
  await publish();
  expect(await stands()).toBe(false);
  expect((await nia.see('review.get', { itemId })).item).toMatchObject({
    state: 'resolved',
    outcome: { act: 'remove' },
  });
});

test('what waits again nobody sees, whatever is taken back elsewhere, and is there once it is published', async () => {
  const { stands, state, undo, publish, remove } = await published();
  const decision = await remove();
  await undo();
  await nia.do('review.undo', decision);
  expect([await stands(), await state()]).toEqual([false, 'waiting']);
  await publish();
  expect([await stands(), await state()]).toEqual([true, 'published']);
});
