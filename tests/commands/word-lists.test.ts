import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { WordHitModel } from '@hearth/server/features/word-lists/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aRoom, aThread } from '../support/builders.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let [mo, ana]: Person[] = [];
let board: BoardId;
beforeAll(async () => {
  app = await openApp();
  mo = await app.person({ role: 'moderator' });
  ana = await app.person();
  board = await aBoard();
});
afterAll(() => app.close());

const who = (person: Person | undefined) => present(person);
const block = (...phrases: string[]) => who(mo).do('word.watch', { phrases, language: 'both', action: 'block' });
const found = async (find: string) => present((await who(mo).see('word.list', { find })).words[0]);

test('a word on a list is not published: in a thread, a reply, an edit, a title, a poll, a question, or later', async () => {
  await block('blithering', 'buy now');
  const { id: threadId } = await aThread(who(ana), board);
  const at = new Date(app.clock.now().getTime() + 86_400_000).toISOString();
  const opening = { boardId: board, title: 'A title', text: 'Words', language: 'en' } as const;
  const poll = { question: 'Which?', many: false, named: false, results: 'always', closesAt: null } as const;
  const { id: roomId } = await aRoom(await app.person({ role: 'moderator' }), { now: app.clock.now().getTime() });
  const tries: [string, object][] = [
    ['thread.start', { ...opening, text: 'What BLITHERING nonsense' }],
    ['thread.start', { ...opening, title: 'Blíthering' }],
    ['post.reply', { threadId, text: 'Come and buy   now!' }],
    ['post.reply', { threadId, text: 'Which?', poll: { ...poll, options: ['A', 'Blithering'] } }],
    ['post.edit', { threadId, no: 1, text: 'Blithering.' }],
    ['question.ask', { roomId, text: 'Blithering?', anonymous: true }],
    ['scheduled.put', { ...opening, text: 'Blithering', at, zone: 'UTC' }],
  ];
  for (const [name, input] of tries)
    expect([name, reasonIn((await who(ana).post(name, input)).body)]).toEqual([name, 'words-blocked']);
  const refused = await who(ana).try('post.reply', { threadId, text: 'So BLITHERING dull' });
  // The word as it was written, in a sentence.
  expect(refused).toMatchObject({ error: { params: { word: 'BLITHERING' } } });
  expect((await who(ana).see('thread.get', { threadId })).posts).toHaveLength(1);
  await who(ana).do('post.reply', { threadId, text: 'Blitheringly is another word.' });
});

test('other words are suggested where that is what happens, and moderators are not held up', async () => {
  await who(mo).do('word.watch', { phrases: ['handicapped'], language: 'en', action: 'instead', instead: 'disabled' });
  const { id: threadId } = await aThread(who(ana), board);
  expect(await who(ana).try('post.reply', { threadId, text: 'For handicapped people' })).toMatchObject({
    error: { reason: 'words-instead', params: { word: 'handicapped', instead: 'disabled' } },
  });
  await who(mo).do('post.reply', { threadId, text: 'Please do not write “handicapped”.' });
  expect(await who(mo).try('word.watch', { phrases: ['x'], language: 'en', action: 'instead' })).toMatchObject({
    error: { reason: 'invalid-input', fields: { instead: 'missing' } },
  });
});

test('a reply that was there before the word was watched for gets its first answer again', async () => {
  const { id: threadId } = await aThread(who(ana), board);
  const commandId = randomUUID();
  const first = await who(ana).do('post.reply', { threadId, text: 'Such flapdoodle.' }, commandId);
  await block('flapdoodle');
  expect(await who(ana).do('post.reply', { threadId, text: 'Such flapdoodle.' }, commandId)).toEqual(first);
  expect(reasonIn((await who(ana).post('post.reply', { threadId, text: 'Such flapdoodle.' })).body)).toBe(
    'words-blocked',
  );
});

test('put twice it is one entry, as was said last; removed twice it is gone', async () => {
  expect(await block('Gobbledygook', 'gobbledygook', 'GOBBLEDYGOOK')).toEqual({ added: 1 });
  expect(await block('gobbledygook')).toEqual({ added: 0 });
  await who(mo).do('word.watch', { phrases: ['gobbledygook'], language: 'es', action: 'instead', instead: 'jargon' });
  const word = await found('gobble');
  expect(word).toMatchObject({ language: 'es', action: 'instead', instead: 'jargon' });
  for (let n = 0; n < 2; n++) await who(mo).do('word.unwatch', { wordId: word.id });
  expect((await who(mo).see('word.list', { find: 'gobble' })).words).toEqual([]);
  for (const phrase of ['*', 'a*b', '…', 'one two three four five six seven'])
    expect(
      reasonIn((await who(mo).post('word.watch', { phrases: [phrase], language: 'en', action: 'block' })).body),
    ).toBe('invalid-input');
});

test('the test box says which entries a text has and where; a count says how often each was met, once for a command', async () => {
  await block('nincompoop*', 'odds and sods');
  const text = 'Odds and Sods, and two nincompoops.';
  const { hits } = await who(mo).see('word.test', { text });
  expect(hits.map(({ word, start, end }) => [word.phrase, text.slice(start, end)])).toEqual([
    ['odds and sods', 'Odds and Sods'],
    ['nincompoop*', 'nincompoops'],
  ]);
  expect((await found('nincom')).hits).toBe(0);
  const { id: threadId } = await aThread(who(ana), board);
  const commandId = randomUUID();
  for (let n = 0; n < 3; n++) await who(ana).post('post.reply', { threadId, text: 'Nincompoop!' }, commandId);
  expect((await found('nincom')).hits).toBe(1);
  expect(JSON.stringify(await WordHitModel.find().lean())).not.toContain(who(ana).personId);
});

test('a list is for staff alone', async () => {
  for (const [name, input] of [
    ['word.list', {}],
    ['word.test', { text: 'Words' }],
  ] as const)
    expect(reasonIn((await who(ana).get(name, input)).body)).toBe('no-such-thing');
  expect(await who(ana).try('word.watch', { phrases: ['x'], language: 'en', action: 'block' })).toMatchObject({
    error: { reason: 'not-allowed' },
  });
});
