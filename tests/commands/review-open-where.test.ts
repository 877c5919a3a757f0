import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { ReviewModel } from '@hearth/server/features/review/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { GroupId } from '@hearth/shared/kernel/ids';
import type { ReviewItem } from '@hearth/shared/review/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoardOf, anAnsweredThread, askUnnamed } from '../support/builders.ts';
import { testGates } from '../support/gates.ts';
import { knownPeople } from '../support/known-people.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

/** What is put up where groups moderate, without a name, hidden, moved, or up for its words already. */

let app: TestApp;
let ada: Person;
let mo: Person;
let nia: Person;
let ana: Person;
/** Each moderates one board through a group. */
let [ivy, oda]: Person[] = [];
let [iowa, ohio]: BoardId[] = [];
beforeAll(async () => {
  app = await openApp({ HEARTH_RATE_FACTOR: '100' });
  ada = await app.person({ role: 'admin' });
  [mo, nia] = [
    await app.person({ name: 'Mo', role: 'moderator' }),
    await app.person({ name: 'Nia', role: 'moderator' }),
  ];
  ana = await app.person({ name: 'Ana' });
  [ivy, oda] = [await app.person({ name: 'Ivy' }), await app.person({ name: 'Oda' })];
  await ada.do('gate.set', { ...testGates, pauseAt: 0 });
  await ada.do('word.watch', { phrases: ['gambling'], language: 'both', action: 'flag' });
  [iowa, ohio] = [await boardFor(ivy, 'Iowa'), await boardFor(oda, 'Ohio')];
}, 60_000);
afterAll(() => app.close());

async function boardFor(member: Person, name: string): Promise<BoardId> {
  const { id } = await ada.do('group.create', { name, purpose: 'Some.', language: 'en', kind: 'open' });
  await member.do('group.join', { groupId: id });
  const groups: GroupId[] = [id];
  return aBoardOf(ada, { moderate: { circle: 'staff', groups } }, { kind: 'question', asksUnnamed: true });
}
const start = async () => ({ threadId: (await anAnsweredThread(ana, ana, present(iowa))).id, no: 1 });
const refused = (reason: string, params?: object) => ({ ok: false, error: { reason, ...(params && { params }) } });
const REMOVED = { act: 'remove', rule: 'be-kind', words: '' } as const;
const stands = async (threadId: ThreadId) => {
  await app.settled();
  return !present((await mo.see('thread.get', { threadId })).posts[0]).deleted;
};
const remove = (by: Person, { id: itemId, rev }: ReviewItem) => by.do('review.resolve', { itemId, rev, ...REMOVED });
const isListed = async (by: Person | undefined, id: string) =>
  (await present(by).see('review.list', {})).rows.some(({ item }) => item.id === id);

test('whoever moderates a board through a group removes there, and nowhere else', async () => {
  const place = await start();
  expect(await present(oda).try('review.open', place)).toMatchObject(refused('not-allowed'));
  await remove(present(ivy), await present(ivy).do('review.open', place));
  expect(await stands(place.threadId)).toBe(false);
});

test('a post without a name is put up without one, and never by whoever asked', async () => {
  const place = { threadId: await askUnnamed(present(ivy), present(iowa)), no: 1 };
  expect(await present(ivy).try('review.open', place)).toMatchObject(refused('report-own'));
  const item = await mo.do('review.open', place);
  expect(await isListed(ivy, item.id)).toBe(false);
  await remove(mo, item);
  expect((await present(ivy).see('removal.own', {})).removed).toMatchObject([{ itemId: item.id, isUnnamed: true }]);
});

test('what reports have hidden is taken on where it was reported, and removed', async () => {
  const place = await start();
  for (const one of await knownPeople(app, present(iowa), 3))
    await one.do('report.make', { subject: { kind: 'post', ...place }, reason: 'harassment', note: '' });
  await app.settled();
  const item = await mo.do('review.open', place);
  expect(item.reasons).toEqual([{ reason: 'harassment', count: 3 }]);
  await remove(mo, item);
  await mo.do('review.undo', { itemId: item.id, rev: (await mo.see('review.get', { itemId: item.id })).item.rev });
  expect((await mo.see('thread.get', { threadId: place.threadId })).posts[0]?.note?.kind).toBe('hidden');
});

test('what is up for its words is that item, and whoever is on it is not disturbed', async () => {
  const { id: threadId } = await anAnsweredThread(ana, ana, present(iowa), { text: 'Gambling is fun, they say.' });
  await app.settled();
  const { rows } = await nia.see('review.list', { kind: 'guard' });
  const isIts = ({ item: { subject } }: (typeof rows)[number]) =>
    'threadId' in subject && subject.threadId === threadId;
  const guard = present(rows.find(isIts)).item;
  const { rev } = await nia.do('review.claim', { itemId: guard.id, rev: guard.rev });
  const place = { threadId, no: 1 };
  expect(await mo.try('review.open', place)).toMatchObject(refused('review-claimed', { who: 'Nia', itemId: guard.id }));
  await nia.do('review.release', { itemId: guard.id, rev });
  const item = await mo.do('review.open', place);
  expect(item.id).toBe(guard.id);
  await remove(mo, item);
  expect(await stands(threadId)).toBe(false);
  expect((await ana.see('removal.own', {})).removed.some(({ itemId }) => itemId === guard.id)).toBe(true);
});

test('once somebody has let it lie another takes it on', async () => {
  const place = await start();
  await mo.do('review.open', place);
  app.clock.advance(15 * 60_000);
  const { claim, history } = await nia.do('review.open', place);
  expect([claim?.by?.name, history.map(({ kind, by }) => `${kind} ${by?.name}`)]).toEqual([
    'Nia',
    ['opened Mo', 'claimed Mo', 'claimed Nia'],
  ]);
});

test('it is in the list of the board where it stands, also where it was moved before or at that very moment', async () => {
  const moved = await start();
  await ada.do('thread.move', { threadId: moved.threadId, to: present(ohio) });
  expect(await present(ivy).try('review.open', moved)).toMatchObject(refused('not-allowed'));
  const first = await present(oda).do('review.open', moved);
  expect([await isListed(ivy, first.id), await isListed(oda, first.id)]).toEqual([false, true]);
  const passing = await start();
  // Its place was read, and nothing was up yet that could have followed.
  const looking = jest.spyOn(ReviewModel, 'findById').mockImplementationOnce((() => ({
    lean: async () => {
      await ada.do('thread.move', { threadId: passing.threadId, to: present(ohio) });
      await app.settled();
      return null;
    },
  })) as unknown as typeof ReviewModel.findById);
  const second = await mo.do('review.open', passing);
  looking.mockRestore();
  await app.settled();
  expect([await isListed(ivy, second.id), await isListed(oda, second.id)]).toEqual([false, true]);
});
