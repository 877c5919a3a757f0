import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { PersonModel } from '@hearth/server/features/accounts/model';
import { StandingModel } from '@hearth/server/features/sanctions/model';
import { ruleId } from '@hearth/shared/house-rules/entity';
import { sanctionLimits } from '@hearth/shared/sanctions/limits';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { present, reasonIn } from '../support/parts.ts';
import { PASSWORD, type Person } from '../support/person.ts';

const HOUR_MS = 3_600_000;

let app: TestApp;
let moderator: Person;
let other: Person;
let ana: Person;
beforeAll(async () => {
  app = await openApp();
  moderator = await app.person({ role: 'moderator', name: 'Mo Dera' });
  other = await app.person({ role: 'moderator', name: 'Olu Other' });
});
beforeEach(async () => {
  ana = await app.person({ name: 'Ana Fuentes' });
});
afterAll(() => app.close());

const impose = async (by: Person, person: Person, kind: 'silence' | 'suspension') => {
  const until = new Date(app.clock.now().getTime() + 24 * HOUR_MS).toISOString();
  const said = { ruleId: ruleId.parse('be-kind'), words: 'Please stop that.' };
  return (await by.do('sanction.impose', { personId: person.personId, kind, until, ...said })).sanctionId;
};
const refusedTo = async (person: Person, name: string, input: unknown) =>
  reasonIn((await person.post(name, input)).body);
const own = async (person: Person) => (await person.see('sanction.own', {})).sanctions;
/** Signs in anew, and gives the refusal's token. */
const tokenOf = async (person: Person) => {
  const { email } = present(await PersonModel.findById(person.personId).lean());
  const result = await app.stranger().try('account.sign-in', { email, password: PASSWORD });
  return result.ok ? null : String(result.error.params?.['token']);
};

test('an appeal is written once, and decided by somebody else', async () => {
  const { personId } = ana;
  const sanctionId = await impose(moderator, ana, 'silence');
  const appeal = { sanctionId, words: 'It was a quotation.' };
  const id = randomUUID();
  await ana.do('sanction.appeal', appeal, id);
  await ana.do('sanction.appeal', appeal, id);
  expect(await refusedTo(ana, 'sanction.appeal', appeal)).toBe('appealed-before');
  const waiting = (await other.see('sanction.list', {})).appeals.find(({ person }) => person.personId === personId);
  expect(waiting?.sanction.appeal?.words).toBe('It was a quotation.');
  const decide = { personId, sanctionId, outcome: 'overturned', words: 'You are right.' } as const;
  expect(await refusedTo(moderator, 'sanction.decide-appeal', decide)).toBe('appeal-own-decision');
  await other.do('sanction.decide-appeal', decide);
  const third = await app.person({ role: 'moderator' });
  expect(await refusedTo(third, 'sanction.decide-appeal', decide)).toBe('appeal-decided');
  expect((await own(ana))[0]).toMatchObject({ isInForce: false, appeal: { decision: { outcome: 'overturned' } } });
  await aThread(ana, await aBoard());
  const still = (await other.see('sanction.list', {})).appeals.filter(({ person }) => person.personId === personId);
  expect(still).toEqual([]);
});

test('whoever decided does not end an appeal by lifting and deciding again; somebody else who lifts does', async () => {
  const { personId } = ana;
  const sanctionId = await impose(moderator, ana, 'silence');
  await ana.do('sanction.appeal', { sanctionId, words: 'It was a quotation.' });
  const waiting = async () =>
    (await other.see('sanction.list', {})).appeals
      .filter(({ person }) => person.personId === personId)
      .map(({ sanction }) => [sanction.id, sanction.may.decide]);
  await moderator.do('sanction.lift', { personId, sanctionId, words: '', mistake: false });
  const again = await impose(moderator, ana, 'silence');
  expect(await waiting()).toEqual([[sanctionId, true]]);
  const decide = { personId, sanctionId, outcome: 'overturned', words: 'You were right.' } as const;
  expect(await refusedTo(moderator, 'sanction.decide-appeal', decide)).toBe('appeal-own-decision');
  await other.do('sanction.decide-appeal', decide);
  expect(await waiting()).toEqual([]);
  await ana.do('sanction.appeal', { sanctionId: again, words: 'Again?' });
  await other.do('sanction.lift', { personId, sanctionId: again, words: 'It is over.', mistake: false });
  expect(await waiting()).toEqual([]);
  const late = { ...decide, sanctionId: again };
  expect(await refusedTo(other, 'sanction.decide-appeal', late)).toBe('appeal-decided');
});

test('of two who decide about an appeal at once one does', async () => {
  const { personId } = ana;
  const sanctionId = await impose(moderator, ana, 'silence');
  await ana.do('sanction.appeal', { sanctionId, words: 'Why?' });
  const third = await app.person({ role: 'moderator' });
  const decide = { personId, sanctionId, words: 'Decided.' };
  const ends = await Promise.all([
    refusedTo(other, 'sanction.decide-appeal', { ...decide, outcome: 'upheld' }),
    refusedTo(third, 'sanction.decide-appeal', { ...decide, outcome: 'overturned' }),
  ]);
  expect(ends.toSorted()).toEqual(['appeal-decided', null].toSorted());
});

test('a suspended person appeals from where they are refused, and is let in when it is won', async () => {
  const { personId } = ana;
  const sanctionId = await impose(moderator, ana, 'suspension');
  const token = present(await tokenOf(ana));
  expect(await refusedTo(app.stranger(), 'sanction.appeal', { sanctionId, words: 'Please' })).toBe('sign-in-first');
  await app.stranger().do('sanction.appeal', { sanctionId, words: 'Please look again.', token });
  await other.do('sanction.decide-appeal', { personId, sanctionId, outcome: 'overturned', words: 'Come in.' });
  expect(await tokenOf(ana)).toBeNull();
});

test('however many warnings there are, somebody can be silenced and suspended', async () => {
  const sentence = (kind: 'warning' | 'sign-out') => ({
    ...{ personId: ana.personId, kind, ruleId: ruleId.parse('be-kind'), words: 'Please stop that.', until: null },
  });
  await moderator.do('sanction.impose', sentence('warning'));
  const before = present(await StandingModel.findById(ana.personId).lean());
  const warnings = Array.from({ length: sanctionLimits.each }, (_, n) => ({ ...before.sanctions[0], id: `${n}` }));
  await StandingModel.updateOne({ _id: ana.personId }, { $set: { sanctions: warnings } });
  for (const kind of ['warning', 'sign-out'] as const)
    expect(await refusedTo(moderator, 'sanction.impose', sentence(kind))).toBe('too-much-kept');
  await impose(moderator, ana, 'silence');
  await impose(await app.person({ role: 'admin' }), ana, 'suspension');
  expect(await tokenOf(ana)).not.toBeNull();
});

test('what an admin decided is ended by admins alone', async () => {
  const { personId } = ana;
  const sanctionId = await impose(await app.person({ role: 'admin' }), ana, 'silence');
  await ana.do('sanction.appeal', { sanctionId, words: 'Why?' });
  const lift = { personId, sanctionId, words: '', mistake: false };
  const decide = { personId, sanctionId, outcome: 'overturned', words: 'No.' } as const;
  expect(await refusedTo(moderator, 'sanction.lift', lift)).toBe('decided-by-admin');
  expect(await refusedTo(moderator, 'sanction.decide-appeal', decide)).toBe('decided-by-admin');
  const [seen] = (await moderator.see('sanction.of', { personId })).sanctions;
  expect(seen?.may).toEqual({ lift: false, undo: false, decide: false });
  const second = await app.person({ role: 'admin' });
  await second.do('sanction.decide-appeal', decide);
  expect((await own(ana))[0]?.isInForce).toBe(false);
});
