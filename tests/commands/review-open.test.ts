import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, anAnsweredThread } from '../support/builders.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let board: BoardId;
let ana: Person;
let mo: Person;
let nia: Person;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  ana = await app.person({ name: 'Ana Fuentes' });
  mo = await app.person({ name: 'Mo Moderator', role: 'moderator' });
  nia = await app.person({ name: 'Nia Moderator', role: 'moderator' });
});
afterAll(() => app.close());

const refused = (reason: string) => ({ ok: false, error: { reason } });
const placeOf = async (by = ana) => ({ threadId: (await anAnsweredThread(by, nia, board)).id, no: 1 });
const isGone = async (place: Awaited<ReturnType<typeof placeOf>>) =>
  present((await ana.see('thread.get', { threadId: place.threadId })).posts[0]).deleted;

test('what a moderator removes where it stands has a rule and words, is appealed against, and comes back within ten minutes', async () => {
  const place = await placeOf();
  const { id: itemId, rev, claim } = await mo.do('review.open', place);
  expect(claim?.by?.name).toBe('Mo Moderator');
  expect(await isGone(place)).toBe(false);
  const words = 'Please leave names of children out.';
  const item = await mo.do('review.resolve', { itemId, rev, act: 'remove', rule: 'be-kind', words });
  expect(item.history.map(({ kind, by }) => [kind, by?.name])).toEqual([
    ['opened', 'Mo Moderator'],
    ['claimed', 'Mo Moderator'],
    ['resolved', 'Mo Moderator'],
  ]);
  expect(await isGone(place)).toBe(true);
  const { removed } = await ana.see('removal.own', {});
  expect(removed).toMatchObject([{ itemId, words, mayAppeal: true, isRemoved: true }]);
  expect(present(removed[0]).rule).not.toBeNull();
  await mo.do('review.undo', { itemId, rev: item.rev });
  expect(await isGone(place)).toBe(false);
});

test('what was reported is the same item; another moderator who is on it is not disturbed', async () => {
  const place = await placeOf();
  const ben = await app.person();
  await ben.do('report.make', { subject: { kind: 'post', ...place }, reason: 'spam', note: '' });
  await nia.do('review.open', place);
  const item = await nia.do('review.open', place);
  expect(item.history.map(({ kind }) => kind)).toEqual(['opened', 'claimed']);
  expect(item.reasons).toEqual([{ reason: 'spam', count: 1 }]);
  expect(await mo.try('review.open', place)).toMatchObject(refused('review-claimed'));
  const { id: itemId, rev } = await nia.do('review.release', { itemId: item.id, rev: item.rev });
  await nia.do('review.reject', { itemId, rev, words: '' });
  // What was found to break no rule is up once more, for whoever finds that it does.
  expect(await mo.do('review.open', place)).toMatchObject({ id: itemId, state: 'open' });
});

test('nobody puts up what they wrote, may not moderate or cannot see, and nobody deletes what others wrote', async () => {
  const place = await placeOf();
  expect(await ana.try('review.open', place)).toMatchObject(refused('not-allowed'));
  expect(await app.stranger().post('review.open', place)).toMatchObject({ body: refused('sign-in-first') });
  expect(await mo.try('review.open', await placeOf(mo))).toMatchObject(refused('report-own'));
  expect(await mo.try('review.open', { ...place, no: 9 })).toMatchObject(refused('no-such-thing'));
  expect(await mo.try('post.delete', place)).toMatchObject(refused('not-yours'));
  await ana.do('post.delete', place);
  expect(await mo.try('review.open', place)).toMatchObject(refused('no-such-thing'));
});
