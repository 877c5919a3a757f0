import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { findPerson } from '@hearth/server/features/accounts/store';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { EntryId } from '@hearth/shared/library/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { rightsFor } from '@hearth/shared/boards/policy';
import { aBoard, aBoardOf } from '../support/builders.ts';
import { entryWords, turnEntry } from '../support/library.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let board: BoardId;
let curator: Person;
let other: Person;
let reader: Person;
let asker: Person;
let helper: Person;
let third: Person;
let threadId: ThreadId;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard({ kind: 'question' });
  curator = await app.person({ name: 'Cora Curator', role: 'moderator' });
  other = await app.person({ name: 'Otto Other', role: 'moderator' });
  reader = await app.person({ name: 'Rita Reader' });
});
afterAll(() => app.close());
beforeEach(async () => {
  [asker, helper, third] = [
    await app.person({ name: 'Ana Asker' }),
    await app.person({ name: 'Ben Helper' }),
    await app.person({ name: 'Tess Third' }),
  ];
  threadId = await aNote();
});

/** A published note of what three people wrote. */
async function aNote(boardId = board, unnamed = false): Promise<ThreadId> {
  const opening = { boardId, title: 'Who drives?', text: 'No driver since May.', language: 'en' } as const;
  const { thread } = await asker.do('thread.start', { ...opening, ...(unnamed && { unnamed }) });
  const id = thread.id;
  await helper.do('post.reply', { threadId: id, text: 'Ask **the drivers**.' });
  await third.do('post.reply', { threadId: id, text: '1. Bring donuts.' });
  await asker.do('answer.accept', { threadId: id, no: 2 });
  await asker.do('practice.start', { threadId: id, picked: [3] });
  await asker.do('practice.publish', { threadId: id });
  return id;
}

const reasonOf = async (person: Person, name: string, input: object) => reasonIn((await person.post(name, input)).body);
const see = async (person: Person, entryId: EntryId) => present((await person.see('library.entry', { entryId })).entry);
const names = (people: readonly { readonly name: string }[]) => people.map(({ name }) => name);
async function bellOf(person: Person) {
  await app.settled();
  return (await person.see('bell.list', {})).entries.map(({ id, news }) => [id, news]);
}
const give = (person: Person = asker) => person.do('library.give-note', { threadId });
/** With all that others need, and sent. */
async function sent(id: EntryId, owner: Person = asker) {
  const { rev, title, kept } = await see(owner, id);
  const words = entryWords({ kind: 'document', title, summary: present(kept).summary, parts: [] });
  const changed = await owner.do('library.change', { entryId: id, rev, ...words });
  return turnEntry(owner, changed, 'submit');
}
const publish = async (id: EntryId) => turnEntry(curator, { id, rev: (await see(curator, id)).rev }, 'publish');
const publishing = async (id: EntryId) => ({
  entryId: id,
  rev: (await see(curator, id)).rev,
  act: 'publish',
  reason: '',
});

test('a note becomes a draft of whoever gives it; whom it names is asked, and is named once they say yes', async () => {
  const { id, state } = await give();
  expect(state).toBe('draft');
  const draft = await see(asker, id);
  expect(draft).toMatchObject({ title: 'Who drives?', languages: ['en'], named: [], parts: [] });
  expect(draft.summary).toMatch(
    /The problem.*No driver since May.*What worked.*<strong>the drivers<\/strong>.*donuts/s,
  );
  expect(names(present(draft.kept).asking).sort()).toEqual(['Ben Helper', 'Tess Third']);
  for (const person of [helper, third]) expect(await bellOf(person)).toEqual([[id, 'naming']]);
  expect(await bellOf(asker)).toEqual([]);
  expect(await helper.see('library.naming', { entryId: id })).toMatchObject({
    ...{ title: 'Who drives?', by: { name: 'Ana Asker' }, answer: 'waiting' },
  });
  // They read what would name them, and nothing else of it; others find nothing.
  expect(reasonIn((await helper.get('library.entry', { entryId: id })).body)).toBe('no-such-thing');
  for (const person of [reader, asker, curator, app.stranger()])
    expect(reasonIn((await person.get('library.naming', { entryId: id })).body)).toBe('no-such-thing');

  await sent(id);
  expect(await reasonOf(curator, 'library.turn', await publishing(id))).toBe('library-unanswered');
  await helper.do('library.name-me', { entryId: id, named: true });
  expect(await reasonOf(curator, 'library.turn', await publishing(id))).toBe('library-unanswered');
  expect(await bellOf(helper)).toEqual([]);
  await third.do('library.name-me', { entryId: id, named: false });
  await publish(id);
  const read = await see(reader, id);
  expect([names(read.named), read.kept, read.state]).toEqual([['Ben Helper'], null, 'published']);
  expect(JSON.stringify(read)).not.toContain('Tess Third');
});

test('without the names of those who have not answered it can be published; a yes may be taken back', async () => {
  const { id } = await give();
  await helper.do('library.name-me', { entryId: id, named: true });
  const entry = await sent(id);
  expect((await curator.see('library.entry', { entryId: id })).may.turns).toContain('unname');
  await turnEntry(curator, entry, 'unname');
  const { may } = await curator.see('library.entry', { entryId: id });
  expect(may.turns).not.toContain('unname');
  // Whoever was taken out is asked no more, and cannot put themselves in again.
  expect(await bellOf(third)).toEqual([]);
  expect(await reasonOf(third, 'library.name-me', { entryId: id, named: true })).toBe('no-such-thing');
  await publish(id);
  expect(names((await see(reader, id)).named)).toEqual(['Ben Helper']);
  await helper.do('library.name-me', { entryId: id, named: false });
  expect((await see(reader, id)).named).toEqual([]);
  expect(await reasonOf(helper, 'library.name-me', { entryId: id, named: true })).toBe('no-such-thing');
});

test('who may: whoever may change the note, and curators; once, and nothing that is a draft', async () => {
  expect(await reasonOf(reader, 'library.give-note', { threadId })).toBe('not-yours');
  expect(await reasonOf(helper, 'library.give-note', { threadId })).toBe('not-yours');
  expect(await reasonOf(app.stranger(), 'library.give-note', { threadId })).toBe('sign-in-first');
  const { id } = await give(other);
  expect(names(present((await see(other, id)).kept).asking).sort()).toEqual(['Ana Asker', 'Ben Helper', 'Tess Third']);
  expect(await reasonOf(asker, 'library.give-note', { threadId })).toBe('library-note-given');
  await turnEntry(other, { id, rev: (await see(other, id)).rev }, 'discard');
  expect(await reasonOf(helper, 'library.name-me', { entryId: id, named: true })).toBe('no-such-thing');
  expect(await bellOf(helper)).toEqual([]);
  // Nobody is asked a second time.
  expect(await reasonOf(asker, 'library.give-note', { threadId })).toBe('library-note-given');
  await asker.do('practice.withdraw', { threadId });
  expect(await reasonOf(asker, 'library.give-note', { threadId })).toBe('no-such-thing');
});

test('whoever asked without a name does not give it, as the library names who gives; nor is the alias asked', async () => {
  const unnamed = await aBoardOf(curator, rightsFor('members'), { kind: 'question', asksUnnamed: true });
  threadId = await aNote(unnamed, true);
  expect(await reasonOf(asker, 'library.give-note', { threadId })).toBe('library-nameless');
  const { id } = await give(other);
  expect(names(present((await see(other, id)).kept).asking).sort()).toEqual(['Ben Helper', 'Tess Third']);
  expect(await bellOf(asker)).toEqual([]);
  expect(JSON.stringify(await see(other, id))).not.toContain(asker.personId);
});

test('who leaves is named nowhere, and their words go with them if they want that', async () => {
  const { id } = await give();
  for (const person of [helper, third]) await person.do('library.name-me', { entryId: id, named: true });
  await sent(id);
  await publish(id);
  const leave = async (person: Person, words: 'keep' | 'remove') => {
    await person.do('account.erase', { email: present(await findPerson(person.personId)).email, words });
    await app.settled();
  };
  await leave(third, 'keep');
  const kept = await see(reader, id);
  expect([names(kept.named), kept.summary.includes('donuts')]).toEqual([['Ben Helper'], true]);
  await leave(helper, 'remove');
  // What they wrote is in it no more: it is hidden until somebody has said it anew.
  expect((await reader.see('library.entry', { entryId: id })).closed).toMatchObject({ state: 'hidden' });
  expect(await see(asker, id)).toMatchObject({ state: 'hidden', summary: '', named: [] });
});

test('a purged post leaves nothing of its words in the library', async () => {
  const { id } = await give();
  await third.do('post.delete', { threadId, no: 3 });
  await curator.do('post.purge', { threadId, no: 3, reason: 'It names a child.' });
  await app.settled();
  expect(await see(asker, id)).toMatchObject({ state: 'draft', summary: '' });
});

test('a command that comes twice is one', async () => {
  const command = crypto.randomUUID();
  const [one, two] = [
    await asker.do('library.give-note', { threadId }, command),
    await asker.do('library.give-note', { threadId }, command),
  ];
  expect(two).toEqual(one);
  const no = crypto.randomUUID();
  const input = { entryId: one.id, named: false };
  expect(await helper.do('library.name-me', input, no)).toEqual(await helper.do('library.name-me', input, no));
});
