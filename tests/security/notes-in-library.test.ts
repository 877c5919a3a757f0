import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { EntryId } from '@hearth/shared/library/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard } from '../support/builders.ts';
import { entryWords } from '../support/library.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

/** What people with an account do to practice notes that are given to the library, and to those whom they name. */

let app: TestApp;
let board: BoardId;
let reader: Person;
let asker: Person;
let helper: Person;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard({ kind: 'question' });
  reader = await app.person({ name: 'Rita Reader' });
});
afterAll(() => app.close());
// Each with a session of its own: what people write in an hour is counted.
beforeEach(() => people());

async function people(): Promise<void> {
  [asker, helper] = [await app.person({ name: 'Ana Asker' }), await app.person({ name: 'Ben Helper' })];
}

/** A published note of a question and an answer. */
async function aNote(title = 'Who drives?'): Promise<ThreadId> {
  const { thread } = await asker.do('thread.start', { boardId: board, title, text: 'No driver.', language: 'en' });
  await helper.do('post.reply', { threadId: thread.id, text: 'Ask the drivers.' });
  await asker.do('answer.accept', { threadId: thread.id, no: 2 });
  await asker.do('practice.start', { threadId: thread.id, picked: [] });
  await asker.do('practice.publish', { threadId: thread.id });
  return thread.id;
}

const give = (threadId: ThreadId) => asker.do('library.give-note', { threadId });
const see = async (person: Person, entryId: EntryId) => present((await person.see('library.entry', { entryId })).entry);
test('attack: nobody takes the place of the entry that a note would be, by choosing its id', async () => {
  /** What it would be, could anybody work it out; ids that people choose begin with 8 to b. */
  const idOf = (threadId: string) => createHash('sha256').update(`note ${threadId}`).digest('hex').slice(0, 16);
  let threadId = await aNote();
  while (!/^[89ab]/.test(idOf(threadId))) {
    await people();
    threadId = await aNote();
  }
  const id = idOf(threadId);
  const command = `00000000-0000-4000-${id.slice(0, 4)}-${id.slice(4)}`;
  expect((await reader.do('library.draft', entryWords(), command)).id).toBe(id);
  const given = await give(threadId);
  expect((await see(asker, given.id)).by?.name).toBe('Ana Asker');
});
