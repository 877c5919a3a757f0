import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { EntryId } from '@hearth/shared/library/entity';
import type { AnsweredUse } from '@hearth/shared/library/uses';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { aCollection, collectionWords } from '../support/collections.ts';
import { anEntry, turnEntry } from '../support/library.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let board: BoardId;
let staffBoard: BoardId;
let owner: Person;
let curator: Person;
let admin: Person;
let reader: Person;
beforeAll(async () => {
  app = await openApp();
  [board, staffBoard] = [await aBoard(), await aBoard({ readers: 'staff' })];
  owner = await app.person({ name: 'Olga Owner' });
  curator = await app.person({ name: 'Cora Curator', role: 'moderator' });
  admin = await app.person({ name: 'Ada Admin', role: 'admin' });
  reader = await app.person({ name: 'Rita Reader' });
});
afterAll(() => app.close());

const give = (title: string, audience: 'everyone' | 'members' = 'everyone') =>
  anEntry({ owner, curator }, 'published', { title, audience });
const see = async (person: Person, entryId: EntryId) => person.see('library.entry', { entryId });
const reasonOf = async (person: Person, name: string, input: object) => reasonIn((await person.post(name, input)).body);
const usesOf = async (person: Person, entryId: EntryId) => {
  await app.settled();
  return (await person.see('library.uses', { entryId })).uses;
};
const rowsOf = async (collectionId: string) =>
  (await curator.see('collection.get', { collectionId })).collection.rows.map((row) =>
    row.kind === 'entry' ? `${row.entry.title}: ${row.note}` : row.text,
  );

interface More {
  readonly successor?: string;
  readonly uses?: readonly AnsweredUse[];
}

const archiving = ({ id, rev }: { id: EntryId; rev: number }, more: More = {}) => ({
  ...{ entryId: id, rev, act: 'archive', reason: 'There is a better one.' },
  ...more,
});
async function archive(person: Person, entry: { id: EntryId; rev: number }, more: More = {}): Promise<void> {
  expect(await reasonOf(person, 'library.turn', archiving(entry, more))).toBeNull();
}

test('what replaces an archived entry is named to those who may read it, and to nobody else', async () => {
  const [old, better] = [await give('Old form'), await give('Better form', 'members')];
  await archive(owner, old, { successor: better.id });
  const named = { id: better.id, title: 'Better form' };
  expect((await see(reader, old.id)).entry).toMatchObject({
    ...{ state: 'archived', reason: 'There is a better one.', successor: named },
  });
  expect((await see(app.stranger(), old.id)).entry).toMatchObject({ state: 'archived', successor: null });
  const { entries } = await reader.see('library.list', {});
  expect(entries.map(({ id }) => id)).not.toContain(old.id);
  expect(entries.map(({ id }) => id)).toContain(better.id);
  // Whoever removes it leaves that behind, and whoever hides the other one takes it away.
  await turnEntry(curator, present((await see(curator, old.id)).entry), 'remove');
  expect((await see(reader, old.id)).closed).toMatchObject({ state: 'removed', successor: named });
  expect((await see(app.stranger(), old.id)).closed).toMatchObject({ state: 'removed', successor: null });
  await turnEntry(curator, better, 'hide');
  expect((await see(reader, old.id)).closed).toMatchObject({ state: 'removed', successor: null });
});

test('what is published again has none any more', async () => {
  const [old, better] = [await give('Old'), await give('Better')];
  await archive(owner, old, { successor: better.id });
  await turnEntry(curator, present((await see(curator, old.id)).entry), 'restore');
  const again = present((await see(curator, old.id)).entry);
  expect([again.state, again.successor]).toEqual(['published', null]);
  await turnEntry(curator, again, 'archive');
  expect((await see(reader, old.id)).entry).toMatchObject({ state: 'archived', successor: null });
});

test('nor has what was hidden meanwhile, and is shown again', async () => {
  const [old, better] = [await give('Old'), await give('Better')];
  await archive(owner, old, { successor: better.id });
  for (const act of ['hide', 'show', 'archive'] as const)
    await turnEntry(curator, { id: old.id, rev: await revOf(old.id) }, act);
  expect((await see(reader, old.id)).entry).toMatchObject({ state: 'archived', successor: null });
});

const revOf = async (id: EntryId) => present((await see(curator, id)).entry).rev;

test('a successor is another published entry that whoever archives may read', async () => {
  const [old, draft, hidden] = [
    await give('Old'),
    await anEntry({ owner: curator, curator: admin }, 'draft'),
    await anEntry({ owner, curator }, 'hidden'),
  ];
  const inner = await anEntry({ owner: curator, curator: admin }, 'published', await inGroup());
  for (const successor of [old.id, draft.id, hidden.id, inner.id, '0123456789abcdef'])
    expect([successor, await reasonOf(owner, 'library.turn', archiving(old, { successor }))]).toEqual([
      ...[successor, 'library-successor'],
    ]);
  expect(await reasonOf(owner, 'library.turn', archiving(old, { successor: 'nothing' }))).toBe('invalid-input');
  const hiding = { ...archiving(old, { successor: draft.id }), act: 'hide' };
  expect(await reasonOf(owner, 'library.turn', hiding)).toBe('invalid-input');
  expect((await see(reader, old.id)).entry?.state).toBe('published');
});

async function inGroup() {
  const group = { name: 'Iowa', purpose: 'Coordinators.', language: 'en', kind: 'open' } as const;
  const { id } = await curator.do('group.create', group);
  return { title: 'Inner', audience: 'groups' as const, groups: [id] };
}

test('where it is used is said, of what one may see, and each place is answered', async () => {
  const [old, better] = [await give('Old'), await give('Better')];
  const { id: open } = await aCollection(curator, [old.id], { title: 'Open' });
  const draft = await curator.do('collection.draft', collectionWords([old.id], { title: 'Not yet' }));
  const thread = await aThread(curator, board);
  await curator.do('post.reply', { threadId: thread.id, text: `See /library/${old.id}` });
  const inside = await aThread(curator, staffBoard);
  await curator.do('post.reply', { threadId: inside.id, text: `Staff: /library/${old.id}` });

  const both = ['keep', 'replace'];
  const seen = await usesOf(curator, old.id);
  expect(seen.map(({ kind, id, may }) => [kind, id, may])).toEqual(
    expect.arrayContaining([
      ['collection', open, both],
      ['collection', draft.id, both],
      ['thread', thread.id, ['keep']],
      ['thread', inside.id, ['keep']],
    ]),
  );
  expect(seen).toHaveLength(4);
  // Its owner sees what they may see, and does not decide about collections.
  expect((await usesOf(owner, old.id)).map(({ kind, id, may }) => [kind, id, may])).toEqual([
    ['collection', open, ['keep']],
    ['thread', thread.id, ['keep']],
  ]);
  for (const person of [reader, app.stranger()])
    expect(reasonIn((await person.get('library.uses', { entryId: old.id })).body)).toMatch(
      /^(not-allowed|sign-in-first)$/,
    );

  const keepAll = seen.map(({ kind, id }): AnsweredUse => ({ kind, id, answer: 'keep' }));
  const answered = keepAll.map((use) => (use.id === open ? { ...use, answer: 'replace' as const } : use));
  for (const [more, reason] of [
    [{}, 'library-used'],
    [{ uses: keepAll.slice(1) }, 'library-used'],
    [{ uses: answered }, 'library-successor'],
    // What people wrote stays.
    [{ uses: keepAll.map((use) => ({ ...use, answer: 'replace' as const })), successor: better.id }, 'library-used'],
  ] as const)
    expect(await reasonOf(curator, 'library.turn', archiving(old, more))).toBe(reason);
  const byOwner = answered.filter(({ id }) => id === open || id === thread.id);
  expect(await reasonOf(owner, 'library.turn', archiving(old, { uses: byOwner, successor: better.id }))).toBe(
    'library-used',
  );

  await archive(curator, old, { uses: answered, successor: better.id });
  await app.settled();
  expect(await rowsOf(open)).toEqual([`Better: Why ${old.id}`]);
  expect(await rowsOf(draft.id)).toEqual([`Old: Why ${old.id}`]);
  const { entries } = await admin.see('audit.list', { act: 'library.turn' });
  expect(entries).toContainEqual(
    expect.objectContaining({
      by: expect.objectContaining({ name: 'Cora Curator' }),
      on: expect.objectContaining({ kind: 'collection', id: open }),
    }),
  );
});

test('a use that came meanwhile is a conflict, and nothing has happened', async () => {
  const old = await give('Old');
  const { id: first } = await aCollection(curator, [old.id]);
  const uses = [{ kind: 'collection', id: first, answer: 'keep' }] as const;
  const { id: second } = await aCollection(curator, [old.id], { title: 'Meanwhile' });
  const { status, body } = await curator.post('library.turn', archiving(old, { uses }));
  expect([status, reasonIn(body)]).toEqual([409, 'library-used']);
  expect((await see(reader, old.id)).entry?.state).toBe('published');
  await archive(curator, old, { uses: [...uses, { kind: 'collection', id: second, answer: 'keep' }] });
  expect((await see(reader, old.id)).entry?.state).toBe('archived');
});

test('where the successor stands already, it stands once', async () => {
  const [old, better] = [await give('Old'), await give('Better')];
  const { id } = await aCollection(curator, [old.id, better.id]);
  await archive(curator, old, { successor: better.id, uses: [{ kind: 'collection', id, answer: 'replace' }] });
  await app.settled();
  expect(await rowsOf(id)).toEqual([`Better: Why ${better.id}`]);
});

test('what leads to an entry that is archived leads on to the next one, if that is wanted', async () => {
  const [one, two, three] = [await give('One'), await give('Two'), await give('Three')];
  const kept = await give('Kept');
  await archive(owner, one, { successor: two.id });
  await archive(owner, kept, { successor: two.id });
  const uses = await usesOf(owner, two.id);
  expect(uses.map(({ kind, title, may }) => [kind, title, may.length]).sort()).toEqual([
    ['entry', 'Kept', 2],
    ['entry', 'One', 2],
  ]);
  const answers = uses.map(({ kind, id }) => ({ kind, id, answer: id === one.id ? 'replace' : 'keep' }) as const);
  await archive(owner, two, { successor: three.id, uses: answers });
  await app.settled();
  expect((await see(reader, one.id)).entry?.successor).toEqual({ id: three.id, title: 'Three' });
  expect((await see(reader, kept.id)).entry?.successor).toEqual({ id: two.id, title: 'Two' });
});

test('what is archived stays in its collections, and comes into no other one', async () => {
  const [old, other] = [await give('Old'), await give('Other')];
  const { id, rev } = await aCollection(curator, [old.id]);
  await archive(curator, old, { uses: [{ kind: 'collection', id, answer: 'keep' }] });
  const { id: collectionId } = await aCollection(curator, [other.id]);
  expect(await reasonOf(curator, 'collection.add', { collectionId, entryId: old.id, note: '' })).toBe(
    'collection-archived',
  );
  expect(await reasonOf(curator, 'collection.draft', collectionWords([old.id]))).toBe('collection-archived');
  // Where it stands its note may be another one, and its place too.
  await curator.do('collection.add', { collectionId: id, entryId: old.id, note: 'Of old.' });
  await curator.do('collection.change', { collectionId: id, rev: rev + 1, ...collectionWords([other.id, old.id]) });
  expect(await rowsOf(id)).toEqual([`Other: Why ${other.id}`, `Old: Why ${old.id}`]);
});

test('a command that comes twice is one', async () => {
  const [old, better] = [await give('Old'), await give('Better')];
  const command = crypto.randomUUID();
  const input = archiving(old, { successor: better.id });
  const [first, again] = [
    await owner.post('library.turn', input, command),
    await owner.post('library.turn', input, command),
  ];
  expect([first.status, again.body]).toEqual([200, first.body]);
});
