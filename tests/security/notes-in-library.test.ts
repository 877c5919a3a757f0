import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { findPerson } from '@hearth/server/features/accounts/store';
import { EntryModel } from '@hearth/server/features/library/model';
import { NotificationModel } from '@hearth/server/features/notifications/model';
import { EventModel } from '@hearth/server/streams/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { EntryId } from '@hearth/shared/library/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard } from '../support/builders.ts';
import { entryWords, turnEntry } from '../support/library.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

/** What people with an account do to practice notes that are given to the library, and to those whom they name. */

let app: TestApp;
let board: BoardId;
let curator: Person;
let reader: Person;
let asker: Person;
let helper: Person;
let third: Person;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard({ kind: 'question' });
  curator = await app.person({ name: 'Cora Curator', role: 'moderator' });
  reader = await app.person({ name: 'Rita Reader' });
});
afterAll(() => app.close());
// Each with a session of its own: what people write in an hour is counted.
beforeEach(() => people());

async function people(): Promise<void> {
  [asker, helper, third] = [
    await app.person({ name: 'Ana Asker' }),
    await app.person({ name: 'Ben Helper' }),
    await app.person({ name: 'Tess Third' }),
  ];
}

/** A published note of a question and an answer. */
async function aNote(title = 'Who drives?', text = 'Ask the drivers.'): Promise<ThreadId> {
  const opening = { boardId: board, title, text: 'No driver.', language: 'en' } as const;
  const { thread } = await asker.do('thread.start', opening);
  await helper.do('post.reply', { threadId: thread.id, text });
  await asker.do('answer.accept', { threadId: thread.id, no: 2 });
  await asker.do('practice.start', { threadId: thread.id, picked: [] });
  await asker.do('practice.publish', { threadId: thread.id });
  return thread.id;
}

const give = (threadId: ThreadId) => asker.do('library.give-note', { threadId });
const see = async (person: Person, entryId: EntryId) => present((await person.see('library.entry', { entryId })).entry);
const reasonOf = async (person: Person, name: string, input: object) => reasonIn((await person.post(name, input)).body);
const answer = (entryId: EntryId, named: boolean) => helper.do('library.name-me', { entryId, named });

const long = (piece: string) => piece.repeat(Math.floor(5_000 / piece.length));

async function answered(id: EntryId): Promise<EntryId> {
  await answer(id, true);
  return id;
}

/** With all that others need, and sent. */
async function sent(id: EntryId, more: { readonly summary?: string } = {}) {
  const { rev, title, kept } = await see(asker, id);
  const { summary } = present(kept);
  const words = entryWords({ kind: 'document', title, summary, parts: [], ...more });
  return turnEntry(asker, await asker.do('library.change', { entryId: id, rev, ...words }), 'submit');
}

async function published(id: EntryId): Promise<void> {
  await sent(id);
  await turnEntry(curator, { id, rev: (await see(curator, id)).rev }, 'publish');
}

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

test('attack: who says yes again and again changes nothing, so that others can decide about the entry', async () => {
  const { id } = await give(await aNote());
  await answer(id, true);
  await published(id);
  const { rev } = await see(reader, id);
  for (let n = 0; n < 3; n++) expect(await answer(id, true)).toEqual({ id, named: true });
  expect((await see(reader, id)).rev).toBe(rev);
  await turnEntry(curator, { id, rev }, 'hide');
});

test('attack: whoever is named reads no more of it than others once others could read it', async () => {
  const { id } = await give(await aNote());
  await answer(id, true);
  const naming = () => helper.see('library.naming', { entryId: id });
  expect((await naming()).summary).toContain('No driver.');
  await published(id);
  expect((await naming()).summary).toContain('No driver.');
  await turnEntry(curator, { id, rev: (await see(curator, id)).rev }, 'hide');
  expect((await helper.see('library.entry', { entryId: id })).closed).toMatchObject({ state: 'hidden' });
  expect(await naming()).toMatchObject({ title: '', summary: '', state: 'hidden', answer: 'yes' });
  // What they said they can still take back.
  await answer(id, false);
  expect(await reasonOf(helper, 'library.name-me', { entryId: id, named: true })).toBe('no-such-thing');
});

test('attack: who has said no stands in no list, nor in the log', async () => {
  const { id } = await give(await aNote());
  await answer(id, false);
  await app.settled();
  const kept = [
    await EntryModel.findById(id).lean(),
    await EventModel.find({ stream: `entry:${id}` }).lean(),
    await NotificationModel.find({ threadId: id }).lean(),
  ];
  expect(JSON.stringify(kept)).not.toContain(helper.personId);
});

test('attack: a yes is for the words that were read, and not for those that its owner puts into their place', async () => {
  const { id } = await give(await aNote());
  await answer(id, true);
  await sent(id, { summary: 'Ben Helper says that nobody needs a licence.' });
  await app.settled();
  expect((await helper.see('bell.list', {})).entries).toMatchObject([{ id, news: 'naming', isNew: true }]);
  const publishing = { entryId: id, rev: (await see(curator, id)).rev, act: 'publish', reason: '' };
  expect(await reasonOf(curator, 'library.turn', publishing)).toBe('library-unanswered');
  expect(await helper.see('library.naming', { entryId: id })).toMatchObject({
    ...{ answer: 'waiting', summary: expect.stringContaining('nobody needs') },
  });
  await answer(id, false);
  await turnEntry(curator, { id, rev: (await see(curator, id)).rev }, 'publish');
  expect((await see(reader, id)).named).toEqual([]);
});

test('attack: a title that is purged with its question stays in no entry', async () => {
  const threadId = await aNote('Tomás Rivera is late');
  const { id } = await give(threadId);
  await asker.do('post.delete', { threadId, no: 1 });
  await curator.do('post.purge', { threadId, no: 1, reason: 'It names a child.', title: 'Who drives?' });
  await app.settled();
  expect(await see(asker, id)).toMatchObject({ state: 'draft', summary: '', title: 'Who drives?' });
});

/** What becomes of a note once it was given changes nothing of the entry, and takes away by what its words were found. */
const ways: readonly (readonly [string, (threadId: ThreadId) => Promise<unknown>])[] = [
  [
    'was made anew of other posts',
    async (threadId) => {
      await asker.do('practice.discard', { threadId });
      const { post } = await third.do('post.reply', { threadId, text: 'Ask the parents.' });
      await asker.do('answer.accept', { threadId, no: post.no });
      await asker.do('practice.start', { threadId, picked: [] });
      await helper.do('post.delete', { threadId, no: 2 });
    },
  ],
  [
    'has other words by now',
    async (threadId) => {
      await helper.do('post.delete', { threadId, no: 2 });
      const { note } = await asker.see('practice.get', { threadId });
      const words = { title: 'Who drives?', problem: 'No driver.', worked: 'Asking the parents.', steps: '' };
      await asker.do('practice.edit', { threadId, ...words, named: [], rev: present(note).rev });
    },
  ],
];

test.each(ways)('attack: nothing of a purged post is left in the library where its note %s', async (_way, act) => {
  const threadId = await aNote();
  const { id } = await give(threadId);
  await published(await answered(id));
  await act(threadId);
  await curator.do('post.purge', { threadId, no: 2, reason: 'It names a child.' });
  await app.settled();
  expect((await reader.see('library.entry', { entryId: id })).closed).toMatchObject({ state: 'hidden' });
  expect(await see(asker, id)).toMatchObject({ summary: '', title: 'Who drives?' });
});

test.each(ways)('attack: nor of whoever leaves and wants their words gone, where it %s', async (_way, act) => {
  const threadId = await aNote();
  const { id } = await give(threadId);
  await published(await answered(id));
  await act(threadId);
  await leave(helper);
  expect((await reader.see('library.entry', { entryId: id })).closed).toMatchObject({ state: 'hidden' });
  expect(await see(asker, id)).toMatchObject({ summary: '', named: [] });
  // Said anew it stays, whoever else leaves.
  const shown = await turnEntry(curator, { id, rev: (await see(curator, id)).rev }, 'show');
  const anew = entryWords({ kind: 'document', title: 'Anew', summary: 'Said anew.' });
  await curator.do('library.change', { entryId: id, rev: shown.rev, ...anew, parts: [] });
  await leave(third);
  expect(await see(reader, id)).toMatchObject({ state: 'published', summary: expect.stringContaining('Said anew') });
});

async function leave(person: Person): Promise<void> {
  await person.do('account.erase', { email: present(await findPerson(person.personId)).email, words: 'remove' });
  await app.settled();
}

test('attack: what is purged while a note is given is not in the library', async () => {
  const threadId = await aNote('Who drives?', long('Ask **the drivers**. '));
  // Whoever renders long words has others' to do, so that those of the note wait after it was read.
  const summary = '- - - - - - - - a\n\n'.repeat(1_000);
  const slow = [1, 2, 3, 4, 5].map(() => curator.do('library.draft', entryWords({ summary })));
  await Promise.race(slow);
  const giving = give(threadId);
  for (let n = 0; n < 2; n++) await asker.see('practice.get', { threadId });
  await helper.do('post.delete', { threadId, no: 2 });
  await curator.do('post.purge', { threadId, no: 2, reason: 'It names a child.' });
  const { id } = await giving;
  await Promise.all(slow);
  await app.settled();
  expect((await see(asker, id)).summary).not.toContain('the drivers');
});
