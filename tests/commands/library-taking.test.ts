import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { downloadPath, filePath } from '@hearth/shared/files/address';
import type { BoardId } from '@hearth/shared/boards/entity';
import { findPerson } from '@hearth/server/features/accounts/store';
import { FileModel } from '@hearth/server/features/files/model';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { pdf } from '../support/documents.ts';
import { entryWords, turnEntry } from '../support/library.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { gradient, upload } from '../support/uploads.ts';

let app: TestApp;
let board: BoardId;
let staffBoard: BoardId;
let author: Person;
let curator: Person;
let reader: Person;
beforeAll(async () => {
  app = await openApp();
  [board, staffBoard] = [await aBoard(), await aBoard({ readers: 'staff' })];
  author = await app.person({ name: 'Ana Author' });
  curator = await app.person({ name: 'Cora Curator', role: 'moderator' });
  reader = await app.person({ name: 'Rita Reader' });
});
afterAll(() => app.close());

const reasonOf = async (person: Person, name: string, input: object) => reasonIn((await person.post(name, input)).body);
const bytesOf = (person: Person, id: string) =>
  fetch(app.url + downloadPath(id), { headers: person.headers() }).then(async (answer) =>
    answer.ok ? (await answer.text()).length : answer.status,
  );

/** A post with a file and a picture. */
async function aPost(person: Person, on: BoardId = board, name = 'Bus plan.pdf') {
  const file = { fileId: (await upload(person, pdf(name), 'attachment', name)).id, name };
  const picture = await upload(person, await gradient(600, 300).png().toBuffer(), 'picture', 'a.png');
  const thread = await aThread(curator, on);
  const attached = { files: [file], pictures: [{ fileId: picture.id, alt: 'A bus' }] };
  const { post } = await person.do('post.reply', { threadId: thread.id, text: `My ${name}`, ...attached });
  return { from: { threadId: thread.id, no: post.no }, file, picture, thread };
}
type Post = Awaited<ReturnType<typeof aPost>>;

const parts = ({ file, picture }: Post) => [
  { kind: 'file' as const, ...file, language: 'en' as const },
  { kind: 'picture' as const, fileId: picture.id, alt: 'A bus', language: 'en' as const },
];

async function take(person: Person, post: Post, more: object = {}) {
  const draft = await person.do('library.draft', entryWords({ parts: parts(post), from: post.from, ...more }));
  const { entry } = await person.see('library.entry', { entryId: draft.id });
  return { draft, entry: present(entry) };
}

const fileIn = ({ entry }: Awaited<ReturnType<typeof take>>) => {
  const part = entry.parts.find(({ kind }) => kind === 'file');
  return part?.kind === 'file' ? part.fileId : '';
};

test('c5: what stands below a post of one’s own goes into the library, and stays below the post', async () => {
  const post = await aPost(author);
  expect(await author.see('library.from-post', post.from)).toMatchObject({
    ...{ title: post.thread.title, may: 'give', wasAsked: false },
    ...{ files: [{ name: 'Bus plan.pdf' }], pictures: [{ alt: 'A bus' }] },
  });
  const taken = await take(author, post);
  expect(taken.entry).toMatchObject({
    ...{ state: 'draft', from: { ...post.from, title: post.thread.title } },
    parts: [
      { kind: 'file', name: 'Bus plan.pdf', type: 'pdf' },
      { kind: 'picture', alt: 'A bus', width: 600 },
    ],
  });
  expect(fileIn(taken)).not.toBe(post.file.fileId);
  const sent = await turnEntry(author, taken.draft, 'submit');
  await turnEntry(curator, sent, 'publish');
  // What nothing had taken would be gone by now.
  app.clock.advance(130_000);
  await app.settled();
  expect(await bytesOf(reader, fileIn(taken))).toBe(pdf('Bus plan.pdf').length);
  const shown = taken.entry.parts.find(({ kind }) => kind === 'picture');
  const small = await fetch(app.url + filePath(shown?.kind === 'picture' ? shown.fileId : '', 480));
  expect([small.status, small.headers.get('content-type')]).toEqual([200, 'image/webp']);
});

test('each of the two is deleted with what it belongs to, and leaves the other', async () => {
  const [one, two] = [await aPost(author), await aPost(author)];
  const [first, second] = [await take(author, one), await take(author, two)];
  await author.do('post.delete', one.from);
  expect([await bytesOf(author, one.file.fileId), await bytesOf(author, fileIn(first))]).toEqual([
    404,
    pdf('Bus plan.pdf').length,
  ]);
  await turnEntry(author, second.draft, 'discard');
  expect([await bytesOf(author, two.file.fileId), await bytesOf(author, fileIn(second))]).toEqual([
    pdf('Bus plan.pdf').length,
    404,
  ]);
  expect(await FileModel.findById(fileIn(second)).lean()).toMatchObject({ state: 'gone', pieces: [] });
});

test('a command that comes twice copies once, and what was copied for nothing is deleted', async () => {
  const post = await aPost(author);
  const id = crypto.randomUUID();
  const words = entryWords({ parts: parts(post), from: post.from });
  const [first, again] = [await author.do('library.draft', words, id), await author.do('library.draft', words, id)];
  expect(again).toEqual(first);
  expect(await FileModel.countDocuments({ subject: `entry:${first.id}` })).toBe(2);
  // The second part is no file of anybody's, so nothing is begun.
  const stray = { kind: 'file', fileId: '0123456789abcdef', name: 'x', language: 'en' } as const;
  const refused = { ...words, parts: [...parts(post), stray] };
  const before = await FileModel.countDocuments({ state: 'ready' });
  expect(await reasonOf(author, 'library.draft', refused)).toBe('no-such-thing');
  app.clock.advance(130_000);
  await app.settled();
  expect(await FileModel.countDocuments({ state: 'ready' })).toBe(before);
});

test('others take nothing from it, nor does anybody from where they may not read, or from what has no name', async () => {
  const post = await aPost(author);
  const hidden = await aPost(curator, staffBoard);
  const takes = (person: Person, its: Post) =>
    reasonOf(person, 'library.draft', entryWords({ parts: parts(its), from: its.from }));
  expect([await takes(reader, post), await takes(reader, hidden)]).toEqual(['not-yours', 'no-such-thing']);
  expect(reasonIn((await reader.get('library.from-post', hidden.from)).body)).toBe('no-such-thing');
  expect(await reader.see('library.from-post', post.from)).toMatchObject({ may: null });
  // Whoever may not read the thread reads the entry and not where it is from.
  const { draft } = await take(curator, hidden);
  const sent = await turnEntry(curator, draft, 'submit');
  await turnEntry(await app.person({ role: 'admin' }), sent, 'publish');
  expect((await reader.see('library.entry', { entryId: draft.id })).entry).toMatchObject({
    from: null,
    state: 'published',
  });
});

test('59: a name that leads elsewhere leads nowhere', async () => {
  const post = await aPost(author);
  const [file, picture] = parts(post);
  const named = { ...present(file), name: '../../etc/passwd' };
  const { entry } = await take(author, post, { parts: [named, picture] });
  expect(entry.parts[0]).toMatchObject({ name: 'passwd.pdf' });
});

test('a curator asks, the author is told at the bell, sends it or not, and is asked once', async () => {
  const post = await aPost(author, board, 'Late_bus letter.pdf');
  expect(await reasonOf(reader, 'library.suggest', post.from)).toBe('not-allowed');
  const draft = await curator.do('library.suggest', post.from);
  await app.settled();
  const { entries } = await author.see('bell.list', {});
  expect(entries).toContainEqual(expect.objectContaining({ id: draft.id, state: 'draft', title: 'Late bus letter' }));
  const { entry, may } = await author.see('library.entry', { entryId: draft.id });
  expect(entry).toMatchObject({
    by: { name: 'Ana Author' },
    kept: { suggestedBy: { name: 'Cora Curator' }, mayShare: false },
  });
  expect(may.turns).toEqual(['submit', 'discard']);
  // Nobody else sends it, and they cannot without having said that it may be shared.
  expect(await reasonOf(curator, 'library.turn', { entryId: draft.id, rev: 1, act: 'submit', reason: '' })).toBe(
    'not-allowed',
  );
  expect(await reasonOf(author, 'library.turn', { entryId: draft.id, rev: 1, act: 'submit', reason: '' })).toBe(
    'library-unfinished',
  );
  expect((await reader.get('library.entry', { entryId: draft.id })).status).toBe(404);
  await turnEntry(author, draft, 'discard');
  expect(await reasonOf(curator, 'library.suggest', post.from)).toBe('library-asked');
  expect(await curator.see('library.from-post', post.from)).toMatchObject({ may: 'ask', wasAsked: true });
  expect(await bytesOf(reader, post.file.fileId)).toBeGreaterThan(500);
});

test('attack: nobody takes the place of a draft that a curator would ask for, by choosing its id', async () => {
  const thread = await aThread(curator, board);
  /** What it would be, could anybody work it out; ids that people choose begin with 8 to b. */
  const idOf = (no: number) => createHash('sha256').update(`suggested ${thread.id}/${no}`).digest('hex').slice(0, 16);
  let [no, id] = [0, ''];
  while (!/^[89ab]/.test(id)) {
    const name = `Plan ${no}.pdf`;
    const { id: fileId } = await upload(author, pdf(name), 'attachment', name);
    ({ no } = (await author.do('post.reply', { threadId: thread.id, text: name, files: [{ fileId, name }] })).post);
    id = idOf(no);
  }
  const command = `00000000-0000-4000-${id.slice(0, 4)}-${id.slice(4)}`;
  expect((await reader.do('library.draft', entryWords(), command)).id).toBe(id);
  const draft = await curator.do('library.suggest', { threadId: thread.id, no });
  expect((await author.see('library.entry', { entryId: draft.id })).entry?.by?.name).toBe('Ana Author');
});

test('that an author was asked is said to curators alone', async () => {
  const post = await aPost(author);
  await curator.do('library.suggest', post.from);
  const asked = [app.stranger(), reader, author, curator].map((one) => one.see('library.from-post', post.from));
  expect((await Promise.all(asked)).map(({ wasAsked }) => wasAsked)).toEqual([false, false, false, true]);
});

test('a curator who asked and leaves is named nowhere; an author who leaves takes the copy along', async () => {
  const [leaving, cleo] = [
    await app.person({ name: 'Lea Leaving' }),
    await app.person({ name: 'Cleo', role: 'moderator' }),
  ];
  const post = await aPost(leaving);
  const draft = await cleo.do('library.suggest', post.from);
  await cleo.do('account.erase', { email: present(await findPerson(cleo.personId)).email, words: 'keep' });
  await app.settled();
  const { entry } = await leaving.see('library.entry', { entryId: draft.id });
  expect(entry?.kept?.suggestedBy).toBeNull();
  await leaving.do('account.erase', { email: present(await findPerson(leaving.personId)).email, words: 'keep' });
  await app.settled();
  expect(await FileModel.countDocuments({ subject: `entry:${draft.id}`, state: 'ready' })).toBe(0);
  expect(await bytesOf(reader, post.file.fileId)).toBeGreaterThan(500);
});
