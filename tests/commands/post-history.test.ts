import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { findPerson } from '@hearth/server/features/accounts/store';
import { RevisionModel } from '@hearth/server/features/threads/revision-model';
import { threads, type ThreadData } from '@hearth/server/features/threads/stream';
import type { EventRecord } from '@hearth/server/streams/definition';
import { EventModel } from '@hearth/server/streams/model';
import { readFrom } from '@hearth/server/streams/store';
import { threadLimits } from '@hearth/shared/threads/limits';
import type { ThreadId } from '@hearth/shared/threads/entity';
import type { BoardId } from '@hearth/shared/boards/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { until } from '../support/watching.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let board: BoardId;
let ana: Person;
let moderator: Person;
let threadId: ThreadId;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  moderator = await app.person({ role: 'moderator' });
});
afterAll(() => app.close());
beforeEach(async () => {
  ana = await app.person();
  threadId = (await aThread(ana, board)).id;
});

const later = () => app.clock.advance(threadLimits.graceMs + 1);
const edit = (text: string) => ana.do('post.edit', { threadId, no: 1, text });
const wordings = async (person: Person = app.stranger()) =>
  (await person.see('post.history', { threadId, no: 1 })).wordings;
const told = (parts: readonly { kind: string; text: string }[]) =>
  parts.map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `[+${text}]` : `[-${text}]`)).join('');

test('within two minutes words are corrected without a mark, and nothing is kept of them', async () => {
  const { post } = await edit('We have one driver.');
  expect(post.editedAt).toBeNull();
  expect(await wordings()).toHaveLength(1);
  expect(await RevisionModel.countDocuments({ threadId })).toBe(0);
});

test('a later edit leaves a mark, and whoever may read the post sees what was changed', async () => {
  later();
  expect((await edit('We have one driver.')).post.editedAt).not.toBeNull();
  later();
  await edit('We have one driver now.');
  const seen = await wordings();
  expect(seen.map(({ parts }) => told(parts))).toEqual([
    'We have one driver[+ now].',
    'We have [-no][+one] driver.',
    'We have no driver.',
  ]);
  expect(seen.map(({ isCurrent }) => isCurrent)).toEqual([true, false, false]);
});

test('L13: what was edited away stands in no event, and is kept once, however often its edit is applied', async () => {
  later();
  await edit('Another wording.');
  await app.settled();
  const log = await readFrom(`thread:${threadId}`, 1, 100);
  expect(JSON.stringify(await EventModel.find({ stream: `thread:${threadId}` }).lean())).not.toContain('no driver');
  // The stream's name says that its data is a thread's.
  const events = log as readonly EventRecord<ThreadData>[];
  // As recovery does after a crash.
  await threads.project(threadId, events);
  await threads.project(threadId, events);
  expect(await RevisionModel.find({ threadId }, { _id: 0, text: 1 }).lean()).toEqual([{ text: 'We have no driver.' }]);
});

test('deleting and restoring is no edit, and a deleted post shows no history', async () => {
  later();
  await edit('Another wording.');
  await ana.do('post.delete', { threadId, no: 1 });
  expect((await moderator.get('post.history', { threadId, no: 1 })).status).toBe(404);
  await ana.do('post.restore', { threadId, no: 1 });
  expect((await wordings()).map(({ parts }) => told(parts))).toEqual([
    '[-We][+Another] [-have no driver][+wording].',
    'We have no driver.',
  ]);
});

test('a wording that staff hides is seen by staff alone, in no difference to what came before or after, and comes back', async () => {
  later();
  await edit('Call her at 555-0100.');
  later();
  await edit('Call the office.');
  const [, hidden] = await wordings();
  const input = { threadId, no: 1, rev: hidden?.rev ?? 0 };
  expect(await ana.try('revision.hide', { ...input, hidden: true })).toMatchObject({
    error: { reason: 'not-allowed' },
  });
  await moderator.do('revision.hide', { ...input, hidden: true });
  expect(JSON.stringify(await wordings())).not.toContain('555');
  expect(JSON.stringify(await wordings(ana))).not.toContain('555');
  expect(await wordings()).toHaveLength(2);
  expect((await wordings(moderator)).map(({ isHidden }) => isHidden)).toEqual([false, true, false]);
  await moderator.do('revision.hide', { ...input, hidden: false });
  expect(JSON.stringify(await wordings())).toContain('555');
});

test('what one said before is in one’s data, and goes with one’s account, whatever becomes of the posts', async () => {
  later();
  await edit('Another wording.');
  const { earlierWords } = await ana.see('account.export', {});
  expect(earlierWords).toMatchObject([{ threadId, no: 1, text: 'We have no driver.' }]);
  const email = (await findPerson(ana.personId))?.email ?? '';
  await ana.do('account.erase', { email, words: 'keep' });
  await until(async () => (await RevisionModel.countDocuments({ threadId })) === 0, 'what was said before to go');
  expect((await wordings()).map(({ parts }) => told(parts))).toEqual(['Another wording.']);
});
