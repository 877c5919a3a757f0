import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { ReportReason } from '@hearth/shared/review/limits';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoardOf, anAnsweredThread, lettingReportsBe } from '../support/builders.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

/** Somebody is on it, and others take it over from them. */

let app: TestApp;
let ada: Person;
let mo: Person;
let nia: Person;
/** They moderate one board through a group. */
let ivy: Person;
let ian: Person;
let ana: Person;
let theirs: BoardId;
beforeAll(async () => {
  app = await openApp({ HEARTH_RATE_FACTOR: '100' });
  ada = await lettingReportsBe(await app.person({ name: 'Ada Admin', role: 'admin' }));
  [mo, nia] = [
    await app.person({ name: 'Mo', role: 'moderator' }),
    await app.person({ name: 'Nia', role: 'moderator' }),
  ];
  [ivy, ian, ana] = [
    await app.person({ name: 'Ivy' }),
    await app.person({ name: 'Ian' }),
    await app.person({ name: 'Ana' }),
  ];
  const group = await ada.do('group.create', { name: 'Iowa', purpose: 'Some.', language: 'en', kind: 'open' });
  theirs = await aBoardOf(ada, { moderate: { circle: 'staff', groups: [group.id] } });
  for (const one of [ivy, ian]) await one.do('group.join', { groupId: group.id });
});
afterAll(() => app.close());

const REMOVED = { act: 'remove', rule: 'be-kind', words: 'Kinder, please.' } as const;
const refused = (reason: string, params?: object) => ({ ok: false, error: { reason, ...(params && { params }) } });
const placeOf = async () => ({ threadId: (await anAnsweredThread(ana, ana, theirs)).id, no: 1 });
const stepsOf = (item: { history: readonly { kind: string; by: { name: string } | null }[] }) =>
  item.history.map(({ kind, by }) => `${kind} ${by?.name ?? ''}`);
const reportAs = async (reason: ReportReason, place: Awaited<ReturnType<typeof placeOf>>) =>
  (await app.person()).do('report.make', { subject: { kind: 'post', ...place }, reason, note: '' });

test('nobody keeps staff from removing a post by going on with it: they take it over, whatever they have seen of it', async () => {
  const place = await placeOf();
  const { id: itemId, rev } = await ivy.do('review.open', place);
  expect(await ada.try('review.open', place)).toMatchObject(refused('review-claimed', { who: 'Ivy', itemId }));
  for (let n = 0; n < 3; n++) {
    app.clock.advance(14 * 60_000);
    await ivy.do('review.open', place);
  }
  expect((await ada.see('review.get', { itemId })).mayTakeOver).toBe(true);
  const taken = await ada.do('review.claim', { itemId, rev, from: ivy.personId });
  expect(taken.claim?.by?.name).toBe('Ada Admin');
  // Whoever goes on with it more than once without doing anything has said so each time.
  expect(stepsOf(taken)).toEqual(['opened Ivy', 'claimed Ivy', 'claimed Ivy', 'taken-over Ada Admin']);
  expect(taken.history.at(-1)?.to?.name).toBe('Ivy');
  const late = await ivy.try('review.resolve', { itemId, rev: taken.rev, ...REMOVED });
  expect(late).toMatchObject(refused('review-claimed', { who: 'Ada Admin' }));
  expect(await ivy.try('review.claim', { itemId, rev: taken.rev, from: ada.personId })).toMatchObject(
    refused('review-claimed', { who: 'Ada Admin' }),
  );
  await ada.do('review.resolve', { itemId, rev: taken.rev, ...REMOVED });
  expect(present((await ana.see('thread.get', { threadId: place.threadId })).posts[0]).deleted).toBe(true);
  const anew = await ada.try('review.claim', { itemId, rev: taken.rev, from: ivy.personId });
  expect(anew).toMatchObject(refused('review-resolved', { who: 'Ada Admin' }));
});

test('staff take over from each other where somebody may be in danger or it is about a child, and nothing else', async () => {
  for (const [reason, isUrgent] of [
    ['danger', true],
    ['child', true],
    ['harassment', false],
  ] as const) {
    const place = await placeOf();
    await reportAs(reason, place);
    const { id: itemId, rev } = await mo.do('review.open', place);
    expect((await nia.see('review.get', { itemId })).mayTakeOver).toBe(isUrgent);
    const taken = await nia.try('review.claim', { itemId, rev, from: mo.personId });
    expect(taken.ok ? stepsOf(taken.value).at(-1) : taken.error.reason).toBe(
      isUrgent ? 'taken-over Nia' : 'review-claimed',
    );
  }
});

test('whoever is not staff takes over from nobody, and what nobody is on is taken on as ever', async () => {
  const place = await placeOf();
  await reportAs('danger', place);
  const { id: itemId, rev } = await ivy.do('review.open', place);
  const [{ mayTakeOver }, own] = [await ian.see('review.get', { itemId }), await ivy.see('review.get', { itemId })];
  expect([mayTakeOver, own.mayTakeOver]).toEqual([false, false]);
  expect(await ian.try('review.claim', { itemId, rev, from: ivy.personId })).toMatchObject(refused('review-claimed'));
  app.clock.advance(16 * 60_000);
  // Their time is over: nobody is on it from whom it could be taken over.
  expect(stepsOf(await ian.do('review.claim', { itemId, rev, from: ivy.personId })).at(-1)).toBe('claimed Ian');
});
