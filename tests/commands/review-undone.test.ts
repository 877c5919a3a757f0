import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import { testGates } from '../support/gates.ts';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, anAnsweredThread, aThread } from '../support/builders.ts';
import { knownPeople } from '../support/known-people.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

/** A decision is taken back, and another moderator has shown the post meanwhile where it stands, or removed it for its words. */

let app: TestApp;
let board: BoardId;
let mo: Person;
let nia: Person;
let ana: Person;
let known: Person[];
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  const ada = await app.person({ role: 'admin' });
  await ada.do('gate.set', { ...testGates, pauseAt: 0 });
  await ada.do('word.watch', { phrases: ['gambling'], language: 'both', action: 'flag' });
  [mo, nia] = [await app.person({ role: 'moderator' }), await app.person({ role: 'moderator' })];
  ana = await app.person();
  known = await knownPeople(app, board, 15);
}, 60_000);
afterAll(() => app.close());

/** A post of Ana's that so many have reported, by three of whom it is hidden, and that has words which moderators look at; and what is decided about it. */
async function reported(by: number) {
  const { id: threadId } = await anAnsweredThread(ana, nia, board, {
    text: `Gambling is fun, they say, ${known.length} times.`,
  });
  const subject = { kind: 'post', threadId, no: 1 } as const;
  for (const one of known.splice(0, by)) await one.do('report.make', { subject, reason: 'harassment', note: '' });
  await app.settled();
  const { rows } = await mo.see('review.list', {});
  const seenAs = (kind: 'report' | 'guard') => {
    const found = rows.find(
      ({ item }) => item.kind === kind && 'threadId' in item.subject && item.subject.threadId === threadId,
    );
    const { id: itemId, rev } = present(found).item;
    return { itemId, rev };
  };
  const seen = seenAs('report');
  const place = { threadId, no: 1 };
  return {
    threadId,
    remove: async () => (seen.rev = (await mo.do('review.resolve', { ...seen, ...REMOVED })).rev),
    reject: async () => (seen.rev = (await mo.do('review.reject', { ...seen, words: '' })).rev),
    /** Whether it stands after that; where there was nothing to take back any more, that was said. */
    undo: async (refused?: string) => {
      const result = await mo.try('review.undo', seen);
      expect(result.ok ? undefined : result.error.reason).toBe(refused);
      await app.settled();
      return standsIn(threadId);
    },
    removesForWords: (who: Person) => later(() => who.do('review.resolve', { ...seenAs('guard'), ...REMOVED })),
    deletes: () => later(() => ana.do('post.delete', place)),
    shows: (who: Person, at = place) => later(() => who.do('post.restore', at)),
  };
}

const REMOVED = { act: 'remove', rule: 'be-kind', words: '' } as const;
/** What is said where nothing is as it was decided. */
const NOTHING = 'review-nothing-to-undo';
const later = (act: () => Promise<unknown>) => {
  app.clock.advance(1_000);
  return act();
};
const standsIn = async (threadId: ThreadId) => !present((await mo.see('thread.get', { threadId })).posts[0]).deleted;

test('what another moderator has brought back and removed once more stays removed', async () => {
  const { remove, undo, shows, removesForWords } = await reported(1);
  await remove();
  await shows(nia);
  await removesForWords(nia);
  expect(await undo(NOTHING)).toBe(false);
});

test('what another moderator has removed and shown once more since it was shown stays there', async () => {
  const { threadId, reject, undo, shows, removesForWords } = await reported(3);
  expect(await standsIn(threadId)).toBe(false);
  await reject();
  expect(await standsIn(threadId)).toBe(true);
  await removesForWords(nia);
  await shows(nia);
  expect(await undo(NOTHING)).toBe(true);
});

test('what another moderator had shown already stays there, and so does what they show that was hidden and removed', async () => {
  const shown = await reported(3);
  await shown.shows(nia);
  await shown.reject();
  expect(await shown.undo()).toBe(true);
  const removed = await reported(3);
  await removed.remove();
  await removed.shows(nia);
  expect(await removed.undo(NOTHING)).toBe(true);
});

test('whoever wrote it evades no undo by deleting it and bringing it back', async () => {
  const { reject, undo, shows, deletes } = await reported(3);
  await reject();
  await deletes();
  await shows(ana);
  expect(await undo()).toBe(false);
});

test('what went to another thread meanwhile is brought back there, unless somebody has dealt with it there', async () => {
  for (const isDealtWith of [false, true]) {
    const { threadId, remove, undo, shows, removesForWords } = await reported(1);
    const { id: into } = await aThread(mo, board);
    await remove();
    await mo.do('thread.merge', { threadId, into });
    await app.settled();
    const at = async () =>
      present((await mo.see('thread.get', { threadId: into })).posts.find(({ by }) => by?.personId === ana.personId));
    const place = { threadId: into, no: (await at()).no };
    if (isDealtWith) {
      await shows(nia, place);
      await removesForWords(nia);
    }
    await undo(isDealtWith ? NOTHING : undefined);
    expect((await at()).deleted).toBe(isDealtWith);
  }
});
