import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { EventModel } from '@hearth/server/streams/model';
import { ReviewModel } from '@hearth/server/features/review/model';
import { recoverStandings } from '@hearth/server/features/sanctions/following';
import { StandingModel } from '@hearth/server/features/sanctions/model';
import { ruleId } from '@hearth/shared/house-rules/entity';
import type { Role } from '@hearth/shared/kernel/rights';
import { nameOf } from '@hearth/shared/kernel/stream';
import { reviewStream } from '@hearth/shared/review/events';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoardOf } from '../support/builders.ts';
import { leave } from '../support/leaving.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let ada: Person;
let decider: Person;
let other: Person;
let ana: Person;
beforeAll(async () => {
  app = await openApp();
  ada = await app.person({ role: 'admin', name: 'Ada Admin' });
  other = await app.person({ role: 'moderator', name: 'Olu Other' });
});
beforeEach(async () => {
  decider = await app.person({ role: 'moderator', name: 'Mo Dera' });
  ana = await app.person({ name: 'Ana Fuentes' });
});
afterAll(() => app.close());

async function impose(by: Person, { personId }: Person) {
  const said = { ruleId: ruleId.parse('be-kind'), words: 'Please stop that.', until: null };
  return (await by.do('sanction.impose', { personId, kind: 'warning', ...said })).sanctionId;
}

/** What was decided about somebody, and that they appealed against it. */
async function appealed(by = decider, person = ana) {
  const sanctionId = await impose(by, person);
  await person.do('sanction.appeal', { sanctionId, words: 'It was a quotation.' });
  return { personId: person.personId, sanctionId };
}

/** What somebody finds in the queue about a person. */
async function found(by: Person, whose = ana, state?: 'resolved' | 'rejected') {
  const { rows } = await by.see('review.list', state ? { state } : {});
  return rows.filter(({ item }) => item.subject.kind === 'page' && item.subject.personId === whose.personId);
}

const decision = { outcome: 'upheld', words: 'It stays.' } as const;

test('an appeal waits in the queue of those who may decide it, and leads to where that is done', async () => {
  const which = await appealed();
  const [row, ...more] = await found(other);
  expect(more).toEqual([]);
  expect(row).toMatchObject({
    item: { kind: 'appeal', state: 'open', history: [{ kind: 'opened' }] },
    shown: { path: `/desk/people/${ana.personId}`, by: { name: 'Ana Fuentes' } },
  });
  const { id: itemId, rev } = present(row).item;
  const claimed = await other.do('review.claim', { itemId, rev });
  for (const act of [
    { name: 'review.resolve', input: { act: 'none', rule: null, words: '' } },
    { name: 'review.reject', input: { words: '' } },
    { name: 'review.undo', input: {} },
  ] as const)
    expect(reasonIn((await other.post(act.name, { itemId, rev: claimed.rev, ...act.input })).body)).toBe(
      'review-elsewhere',
    );
  // Decided there by somebody else than who has taken it on, it is closed here.
  await ada.do('sanction.decide-appeal', { ...which, ...decision });
  expect(await found(other)).toEqual([]);
  const { item } = await other.see('review.get', { itemId });
  expect([item.state, item.claim, item.outcome?.by?.name]).toEqual(['rejected', null, 'Ada Admin']);
  expect(reasonIn((await other.post('review.undo', { itemId, rev: item.rev })).body)).toBe('review-elsewhere');
});

test('whoever decided, whoever it is about, members and who moderates a board alone learn nothing of the item', async () => {
  const group = await ada.do('group.create', {
    ...{ name: 'Watch', purpose: 'Looks after a board.', language: 'en', kind: 'open' },
  });
  await aBoardOf(ada, { moderate: { circle: 'staff', groups: [group.id] } });
  const watcher = await app.person();
  await watcher.do('group.join', { groupId: group.id });
  const colleague = await app.person({ role: 'moderator' });
  const before = await decider.see('review.count', {});
  await appealed(decider, colleague);
  await app.settled();
  const { id: itemId, rev } = present((await found(other, colleague))[0]).item;
  for (const person of [decider, colleague, watcher, ana]) {
    expect(await found(person, colleague)).toEqual([]);
    expect(reasonIn((await person.get('review.get', { itemId })).body)).toBe('no-such-thing');
    expect(reasonIn((await person.post('review.claim', { itemId, rev })).body)).toBe('no-such-thing');
    const socket = person.openSocket();
    expect(await socket.emitWithAck('watch', nameOf(reviewStream, itemId), { seq: 0, mark: '' })).toMatchObject({
      error: { reason: 'no-such-thing' },
    });
    socket.close();
  }
  expect(await decider.see('review.count', {})).toEqual(before);
  expect((await other.see('review.get', { itemId })).people.map(({ personId }) => personId)).not.toContain(
    decider.personId,
  );
});

test.each<{ by: Role; about: Role }>([
  { by: 'admin', about: 'member' },
  { by: 'admin', about: 'moderator' },
])('what an $by decided about a $about is found by admins alone', async ({ by, about }) => {
  const [first, whose] = [await app.person({ role: by }), await app.person({ role: about })];
  await appealed(first, whose);
  expect([await found(first, whose), await found(other, whose)]).toEqual([[], []]);
  expect(await found(ada, whose)).toHaveLength(1);
});

test('who became an admin is nobody’s matter but admins’', async () => {
  await appealed();
  expect(await found(other)).toHaveLength(1);
  await ada.do('person.set-role', { personId: ana.personId, role: 'admin' });
  expect([await found(other), await found(ada)]).toMatchObject([[], [{ item: { kind: 'appeal' } }]]);
});

test('what somebody else lifts waits no more; what whoever decided lifts does', async () => {
  const { personId, sanctionId } = await appealed();
  const lift = { personId, sanctionId, words: '', mistake: false };
  await decider.do('sanction.lift', lift);
  expect(await found(other)).toHaveLength(1);
  const second = await appealed();
  expect(await found(other)).toHaveLength(2);
  await other.do('sanction.lift', { ...lift, sanctionId: second.sanctionId });
  expect([await found(other), await found(other, ana, 'resolved')]).toMatchObject([[{}], [{ item: { outcome: {} } }]]);
});

test('an appeal whose server died over it is put up by another', async () => {
  const sanctionId = await impose(decider, ana);
  const appeal = { commandId: 'appealed', words: 'It was a quotation.', at: new Date(), decision: null };
  const waiting = { appealSince: appeal.at, untold: [{ sanctionId, what: 'appealed' }], untoldSince: new Date(0) };
  await StandingModel.updateOne({ _id: ana.personId }, { $set: { 'sanctions.0.appeal': appeal, ...waiting } });
  expect(await found(other)).toEqual([]);
  await recoverStandings(app.services);
  expect(await found(other)).toHaveLength(1);
});

test('neither whoever appealed nor whoever decided is left in it once they are erased', async () => {
  await appealed();
  const { id: itemId } = present((await found(other))[0]).item;
  const left = async () =>
    JSON.stringify([
      await ReviewModel.findById(itemId).lean(),
      await EventModel.find({ stream: nameOf(reviewStream, itemId) }).lean(),
    ]);
  await leave(app, decider, 'keep');
  expect(await left()).not.toContain(decider.personId);
  expect(await found(other)).toHaveLength(1);
  await leave(app, ana, 'keep');
  expect(await left()).not.toContain(ana.personId);
  const { item, shown } = await other.see('review.get', { itemId });
  expect([item.subject, shown.missing]).toEqual([{ kind: 'gone' }, 'erased']);
});
