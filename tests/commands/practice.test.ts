import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { findPerson } from '@hearth/server/features/accounts/store';
import { PracticeModel } from '@hearth/server/features/practice/model';
import { EventModel } from '@hearth/server/streams/model';
import { rightsFor } from '@hearth/shared/boards/policy';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aBoardOf } from '../support/builders.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let board: BoardId;
let [asker, helper, moderator, reader]: Person[] = [];
let threadId: ThreadId;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard({ kind: 'question' });
  moderator = await app.person({ role: 'moderator', name: 'Mo Derator' });
  reader = await app.person({ name: 'Rita Reader' });
});
afterAll(() => app.close());
beforeEach(async () => {
  [asker, helper] = [await app.person({ name: 'Ana Asker' }), await app.person({ name: 'Ben Helper' })];
  threadId = await aSolvedThread(who(asker), who(helper), board);
});

const who = (person: Person | undefined) => present(person);

/** The question, its answer, what the asker did then, and a joke. */
async function aSolvedThread(by: Person, from: Person, boardId: BoardId, unnamed = false): Promise<ThreadId> {
  const opening = { boardId, title: 'Who drives?', text: 'No driver since May.', language: 'en' } as const;
  const { thread } = await by.do('thread.start', { ...opening, ...(unnamed && { unnamed }) });
  await from.do('post.reply', { threadId: thread.id, text: 'Ask **the drivers**.' });
  await by.do('post.reply', { threadId: thread.id, text: '1. Bring donuts.', ...(unnamed && { unnamed }) });
  await from.do('post.reply', { threadId: thread.id, text: 'Good ones.' });
  await by.do('answer.accept', { threadId: thread.id, no: 2 });
  return thread.id;
}

const WORDS = { title: 'Finding a driver', problem: 'No driver.', worked: 'Asking them.', steps: '1. Donuts.' };
const begin = (person = who(asker)) => person.do('practice.start', { threadId, picked: [3] });
const see = (person: Person) => person.see('practice.get', { threadId });
const reasonOf = async (person: Person, name: string, input: object = {}) =>
  reasonIn((await person.post(name, { threadId, ...input })).body);
const noted = async (person = app.stranger()) => {
  await app.settled();
  return (await person.see('thread.get', { threadId })).thread.noted ?? false;
};

test('a draft begins with the question, the answer and what was picked, and names who wrote them', async () => {
  await begin();
  const { note, source, sources } = await see(who(moderator));
  expect(source).toEqual({
    title: 'Who drives?',
    problem: 'No driver since May.',
    worked: 'Ask **the drivers**.',
    steps: '1. Bring donuts.',
  });
  expect(note).toMatchObject({ published: false, by: { name: 'Ana Asker' } });
  expect(note?.worked).toContain('<strong>the drivers</strong>');
  expect(sources?.map(({ no, by }) => [no, by?.name])).toEqual([
    [1, 'Ana Asker'],
    [2, 'Ben Helper'],
    [3, 'Ana Asker'],
  ]);
  expect(await reasonOf(who(moderator), 'practice.start', { picked: [] })).toBe('practice-there');
});

test('nobody else hears of a draft; published, whoever reads the board reads it, and its thread says so', async () => {
  await begin();
  for (const person of [app.stranger(), who(reader), who(helper)])
    expect(reasonIn((await person.get('practice.get', { threadId })).body)).toBe('no-such-thing');
  expect(await noted()).toBe(false);

  await who(asker).do('practice.publish', { threadId });
  const { note, source, mayChange } = await see(app.stranger());
  expect(note).toMatchObject({ published: true, title: 'Who drives?' });
  expect([source, mayChange]).toEqual([null, false]);
  expect(await noted()).toBe(true);

  await who(moderator).do('practice.withdraw', { threadId });
  expect(reasonIn((await app.stranger().get('practice.get', { threadId })).body)).toBe('no-such-thing');
  expect(await noted()).toBe(false);
  expect((await see(who(asker))).note?.published).toBe(false);
});

test('whoever asked and moderators make and change it; of two who change it at once the second is told', async () => {
  for (const name of ['practice.publish', 'practice.withdraw', 'practice.discard'])
    expect(await reasonOf(who(helper), name)).toBe('not-yours');
  expect(await reasonOf(who(helper), 'practice.start', { picked: [] })).toBe('not-yours');
  const { rev } = await begin();
  expect(await reasonOf(who(helper), 'practice.edit', { ...WORDS, named: [], rev })).toBe('not-yours');
  await who(moderator).do('practice.edit', { threadId, ...WORDS, named: [2], rev });
  expect(await reasonOf(who(asker), 'practice.edit', { ...WORDS, named: [], rev })).toBe('practice-changed');
  const { note, sources } = await see(who(asker));
  expect(note).toMatchObject({ title: 'Finding a driver', contributors: [{ no: 2, by: { name: 'Ben Helper' } }] });
  expect(sources).toHaveLength(3);
});

test('it is made of a solved question, says what the problem was and what worked, and may tell nothing of a child', async () => {
  await who(asker).do('answer.take-back', { threadId, no: 2 });
  expect(await reasonOf(who(asker), 'practice.start', { picked: [] })).toBe('practice-unsolved');
  await who(asker).do('answer.accept', { threadId, no: 2 });
  const { rev } = await begin();
  const told = { ...WORDS, steps: 'Maria Lopez, a 4th grader, has epilepsy and came every day.', named: [], rev };
  expect(await reasonOf(who(asker), 'practice.edit', told)).toBe('student-information');
  await who(asker).do('practice.edit', { threadId, ...WORDS, worked: '', named: [], rev });
  expect(await reasonOf(who(asker), 'practice.publish')).toBe('practice-empty');
});

test('thrown away it is gone with its words, and another one may be made', async () => {
  await begin();
  await who(asker).do('practice.discard', { threadId });
  await app.settled();
  expect((await see(who(asker))).note).toBeNull();
  expect(JSON.stringify(await PracticeModel.findById(threadId).lean())).not.toMatch(/donuts|drivers|Ana Asker/);
  expect(JSON.stringify(await EventModel.find({ stream: `practice:${threadId}` }).lean())).not.toMatch(
    /donuts|drivers/,
  );
  await begin(who(moderator));
  expect((await see(who(asker))).note).toMatchObject({ title: 'Who drives?', by: { name: 'Mo Derator' } });
});

test('what came from a post that is deleted is not shown, and is shown again with it', async () => {
  await begin();
  await who(asker).do('practice.publish', { threadId });
  await who(asker).do('post.delete', { threadId, no: 3 });
  expect((await see(app.stranger())).note).toMatchObject({ steps: '', contributors: [{ no: 1 }, { no: 2 }] });
  await who(asker).do('post.restore', { threadId, no: 3 });
  expect((await see(app.stranger())).note?.steps).toContain('Bring donuts.');
});

test('how many schools tried the answer stands in it', async () => {
  await begin();
  const told = { level: 'high', place: 'city', result: 'worked', changed: '', sentence: 'Two came.' } as const;
  await who(reader).do('trial.report', { threadId, no: 2, ...told });
  await app.settled();
  expect((await see(who(asker))).tried).toEqual({ worked: 1, partly: 0, no: 0 });
});

test('who asked without a name makes it without a name, and is named nowhere', async () => {
  const unnamed = await aBoardOf(who(moderator), rightsFor('members'), { kind: 'question', asksUnnamed: true });
  const dora = await app.person({ name: 'Dora Hidden' });
  threadId = await aSolvedThread(dora, who(helper), unnamed, true);
  await begin(dora);
  await dora.do('practice.publish', { threadId });
  await app.settled();
  const shown = await see(who(moderator));
  expect(shown.note).toMatchObject({ by: null, alias: { en: expect.any(String) } });
  expect(shown.note?.contributors.map(({ by }) => by?.name ?? null)).toEqual([null, 'Ben Helper', null]);
  const kept = [
    ...(await PracticeModel.find({ _id: threadId }).lean()),
    ...(await EventModel.find({ stream: `practice:${threadId}` }, { by: 0 }).lean()),
    shown,
  ];
  expect(JSON.stringify(kept)).not.toMatch(new RegExp(`Dora Hidden|${dora.personId}`));

  // The words of whoever leaves and takes them along are in no note either, and no name says whose they were.
  const email = (await findPerson(dora.personId))?.email ?? '';
  await dora.do('account.erase', { email, words: 'remove' });
  await app.settled();
  expect(JSON.stringify(await PracticeModel.find({ _id: threadId }).lean())).not.toMatch(/No driver|donuts/);
});

test.each(['keep', 'remove'] as const)(
  'it is in one’s data; whoever leaves is named no more, words: %s',
  async (words) => {
    await begin();
    await who(asker).do('practice.publish', { threadId });
    expect(await who(helper).see('account.export', {})).toMatchObject({ namedInPractice: [{ threadId, no: 2 }] });
    expect((await who(asker).see('account.export', {})).practiceNotes).toMatchObject([
      { threadId, title: 'Who drives?' },
    ]);
    const email = (await findPerson(who(helper).personId))?.email ?? '';
    await who(helper).do('account.erase', { email, words });
    await app.settled();
    const { note } = await see(app.stranger());
    expect(note?.problem).toContain('No driver');
    expect(note?.worked ?? '').toBe(words === 'keep' ? '<p>Ask <strong>the drivers</strong>.</p>\n' : '');
    const kept = [
      ...(await PracticeModel.find({ _id: threadId }).lean()),
      ...(await EventModel.find({ stream: `practice:${threadId}` }).lean()),
    ];
    expect(JSON.stringify(kept)).not.toMatch(new RegExp(`Ben Helper|${who(helper).personId}`));
  },
);
