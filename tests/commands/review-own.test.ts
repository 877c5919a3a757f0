import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ReportModel } from '@hearth/server/features/review/model';
import { EventModel } from '@hearth/server/streams/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import { nameOf } from '@hearth/shared/kernel/stream';
import { reviewLimits } from '@hearth/shared/review/limits';
import { reviewStream } from '@hearth/shared/review/events';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let board: BoardId;
let ana: Person;
let mo: Person;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  ana = await app.person({ name: 'Ana Fuentes' });
  mo = await app.person({ name: 'Mo Moderator', role: 'moderator' });
});
afterAll(() => app.close());

const NONE = { act: 'none', rule: null, words: '' } as const;

async function reported(...reporters: Person[]) {
  const { id: threadId } = await aThread(ana, board);
  const subject = { kind: 'post', threadId, no: 1 } as const;
  for (const by of reporters) await by.do('report.make', { subject, reason: 'other', note: 'A quagga' });
  const { rows } = await mo.see('review.list', {});
  return present(rows.find(({ item }) => item.subject.kind === 'post' && item.subject.threadId === threadId)?.item);
}

test('whoever reported something leaves the decision to another moderator, as long as there is one', async () => {
  const { id: alone, rev: first } = await reported(mo);
  await mo.do('review.resolve', { itemId: alone, rev: first, ...NONE });
  const ada = await app.person({ name: 'Ada Admin', role: 'admin' });
  const { id: itemId, rev } = await reported(mo);
  const claimed = await mo.do('review.claim', { itemId, rev });
  const decisions = { 'review.resolve': NONE, 'review.reject': { words: '' } };
  for (const [name, its] of Object.entries(decisions))
    expect(reasonIn((await mo.post(name, { itemId, rev: claimed.rev, ...its })).body)).toBe('review-reported');
  const { rev: free } = await mo.do('review.release', { itemId, rev: claimed.rev });
  await ada.do('review.reject', { itemId, rev: free, words: '' });
  // Where all have reported it somebody has to decide.
  const both = await reported(mo, ada);
  await ada.do('review.resolve', { itemId: both.id, rev: both.rev, ...NONE });
});

test('what reporters said is forgotten a year after the decision, in the log as well', async () => {
  const [ben, cleo] = [await app.person(), await app.person()];
  const [decided, open] = [await reported(ben), await reported(cleo)];
  const undone = await reported(ben);
  await mo.do('review.reject', { itemId: decided.id, rev: decided.rev, words: '' });
  const { rev } = await mo.do('review.reject', { itemId: undone.id, rev: undone.rev, words: '' });
  await mo.do('review.undo', { itemId: undone.id, rev });
  await app.settled();
  app.clock.advance((reviewLimits.notesDays + 1) * 86_400_000);
  await app.services.jobs.settled(20_000);
  await app.settled();
  const notes = async (itemId: string) => (await ReportModel.find({ itemId }).lean()).map(({ note }) => note);
  expect([await notes(decided.id), await notes(open.id), await notes(undone.id)]).toEqual([
    [''],
    ['A quagga'],
    ['A quagga'],
  ]);
  const log = await EventModel.find({ stream: nameOf(reviewStream, decided.id) }).lean();
  expect(JSON.stringify(log)).not.toContain('quagga');
});
