import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { StandingModel } from '@hearth/server/features/sanctions/model';
import { recoverStandings } from '@hearth/server/features/sanctions/following';
import { PersonModel } from '@hearth/server/features/accounts/model';
import { commands, type CommandName } from '@hearth/shared/contract';
import { ruleId } from '@hearth/shared/house-rules/entity';
import type { SanctionKind } from '@hearth/shared/sanctions/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoard, aThread } from '../support/builders.ts';
import { present, reasonIn } from '../support/parts.ts';
import { PASSWORD, type Person } from '../support/person.ts';
import { inputFor, makerOfThings } from '../security/things.ts';

const HOUR_MS = 3_600_000;
const rule = ruleId.parse('be-kind');
let app: TestApp;
let admin: Person;
let moderator: Person;
let other: Person;
let ana: Person;
beforeAll(async () => {
  app = await openApp();
  admin = await app.person({ role: 'admin' });
  moderator = await app.person({ role: 'moderator', name: 'Mo Dera' });
  other = await app.person({ role: 'moderator', name: 'Olu Other' });
});
beforeEach(async () => {
  ana = await app.person({ name: 'Ana Fuentes' });
});
afterAll(() => app.close());

const inHours = (hours: number) => new Date(app.clock.now().getTime() + hours * HOUR_MS).toISOString();
const until = (kind: SanctionKind) => (kind === 'silence' || kind === 'suspension' ? inHours(24) : null);
const sentence = (person: Person, kind: SanctionKind) => ({
  ...{ personId: person.personId, kind, ruleId: rule, words: 'Please stop that.', until: until(kind) },
});
const impose = async (by: Person, person: Person, kind: SanctionKind, id?: string) =>
  (await by.do('sanction.impose', sentence(person, kind), id)).sanctionId;
const refusedTo = async (person: Person, name: string, input: unknown) =>
  reasonIn((await person.post(name, input)).body);
const own = async (person: Person) => (await person.see('sanction.own', {})).sanctions;
const of = (by: Person, person: Person) => by.see('sanction.of', { personId: person.personId });
const mailsTo = async (person: Person) => {
  const email = present(await PersonModel.findById(person.personId).lean()).email;
  return (app.services.mailer.inbox() ?? []).filter(({ to }) => to.address === email).map(({ subject }) => subject);
};
/** Signs in anew, and gives the refusal's token. */
const tokenOf = async (person: Person) => {
  const { email } = present(await PersonModel.findById(person.personId).lean());
  const result = await app.stranger().try('account.sign-in', { email, password: PASSWORD });
  return result.ok ? null : String(result.error.params?.['token']);
};

/** What somebody who is silenced may do: what nobody else reads, and what is their right. */
const OPEN_TO_THE_SILENCED: readonly CommandName[] = [
  ...(['file.discard', 'thread.mark-read', 'feed.end-key', 'follow.set', 'person.mute'] as const),
  ...(['unread.mark-all', 'unread.undo', 'unread.from', 'unread.keep', 'pin.fold'] as const),
  ...(['bell.read', 'bell.read-all', 'bell.undo', 'bell.choose', 'bell.stop-mails', 'house-rules.agree'] as const),
  ...(['draft.save', 'draft.discard', 'draft.restore', 'held.take-back', 'group.leave', 'library.name-me'] as const),
  ...(['question.withdraw', 'sanction.appeal', 'removal.appeal', 'sanction.read', 'report.make'] as const),
  ...(['bookmark.set', 'bookmark.remove', 'bookmark.restore', 'entry.view', 'complaint.make'] as const),
  ...(['keep', 'seen', 'drop', 'place', 'unshare', 'report'] as const).map((act) => `saved.${act}` as const),
  ...(['make', 'rename', 'drop', 'restore'] as const).map((act) => `saved.${act}-list` as const),
];

test('a silence refuses every command that is not among these', async () => {
  const open = commands.filter(({ whileSilenced }) => whileSilenced).map(({ name }) => name);
  expect(open.filter((name) => !name.startsWith('account.')).toSorted()).toEqual(OPEN_TO_THE_SILENCED.toSorted());
  const things = await (await makerOfThings(app))();
  for (const role of ['member', 'moderator', 'admin'] as const) {
    const person = await app.person({ role });
    await impose(admin, person, 'silence');
    for (const { name, whileSilenced } of commands)
      if (!whileSilenced)
        expect([role, name, await refusedTo(person, name, inputFor(name, things))]).toEqual([role, name, 'silenced']);
  }
}, 60_000);

test('whoever is warned reads it, with the rule and without the moderator’s name', async () => {
  const id = randomUUID();
  const first = await impose(moderator, ana, 'warning', id);
  expect(await impose(moderator, ana, 'warning', id)).toBe(first);
  const [warning, ...others] = await own(ana);
  expect(others).toEqual([]);
  expect(warning).toMatchObject({
    kind: 'warning',
    words: 'Please stop that.',
    rule: { id: 'be-kind' },
    isUnread: true,
  });
  expect(JSON.stringify(warning)).not.toMatch(/Dera/);
  expect((await ana.see('bell.count', {})).total).toBe(1);
  await ana.do('sanction.read', {});
  expect((await ana.see('bell.count', {})).total).toBe(0);
  // Nobody else reads it.
  expect(await own(await app.person())).toEqual([]);
  expect((await ana.get('sanction.of', { personId: ana.personId })).status).toBe(404);
  await app.services.jobs.settled(10_000);
});

test('whoever is silenced reads and writes nothing, loses nothing, and may write again by the clock', async () => {
  const boardId = await aBoard();
  const { id: threadId } = await aThread(other, boardId);
  await impose(moderator, ana, 'silence');
  const answer = await ana.try('post.reply', { threadId, text: 'I have to say this' });
  expect(answer).toMatchObject({ ok: false, error: { reason: 'silenced' } });
  const said = answer.ok ? {} : (answer.error.params ?? {});
  // In words with their zone, and as the moment that a page tells by its reader's clock.
  expect(String(said['until'])).toMatch(/ \(UTC\)$/);
  expect(said['at']).toBe(present((await own(ana))[0]).until);
  await ana.see('thread.get', { threadId });
  const by = { commandId: randomUUID(), turn: 1 };
  await ana.do('draft.save', { place: `reply:${threadId}`, title: '', text: 'Kept', expected: null, by });
  app.clock.advance(25 * HOUR_MS);
  await ana.do('post.reply', { threadId, text: 'Now I may' });
  expect((await own(ana))[0]?.isInForce).toBe(false);
});

test('what waits for its time does not appear while its author is silenced, and keeps its words', async () => {
  const boardId = await aBoard();
  const later = {
    boardId,
    title: 'Later',
    text: 'Words that wait',
    language: 'en',
    at: inHours(2),
    zone: 'UTC',
  } as const;
  await ana.do('scheduled.put', later);
  await impose(moderator, ana, 'silence');
  app.clock.advance(3 * HOUR_MS);
  await app.services.jobs.settled(10_000);
  const [row] = (await ana.see('scheduled.list', {})).own;
  expect(row).toMatchObject({ state: 'refused', reason: 'silenced', title: 'Later' });
});

test('whoever is suspended is out at once, and learns why after the right password alone', async () => {
  await impose(moderator, ana, 'suspension');
  expect((await ana.see('account.me', {})).me).toBeNull();
  const { email } = present(await PersonModel.findById(ana.personId).lean());
  const wrong = await app.stranger().try('account.sign-in', { email, password: 'some other words' });
  expect(wrong).toMatchObject({ ok: false, error: { reason: 'sign-in-failed' } });
  const token = present(await tokenOf(ana));
  const { name, sanctions } = await app.stranger().see('sanction.refused', { token });
  expect([name, sanctions.map(({ kind, words }) => [kind, words])]).toEqual([
    'Ana Fuentes',
    [['suspension', 'Please stop that.']],
  ]);
  const [whose, endsAt, signature] = token.split('.');
  for (const forged of [`${other.personId}.${endsAt}.${signature}`, `${whose}.${Number(endsAt) + 1}.${signature}`, 'x'])
    expect((await app.stranger().get('sanction.refused', { token: forged })).status).toBe(404);
  // By the clock it ends, and so does the token.
  app.clock.advance(25 * HOUR_MS);
  expect((await app.stranger().get('sanction.refused', { token })).status).toBe(404);
  expect(await tokenOf(ana)).toBeNull();
});

test('a suspension without an end holds until it is lifted', async () => {
  const input = { ...sentence(ana, 'suspension'), until: null };
  const { sanctionId } = await moderator.do('sanction.impose', input);
  app.clock.advance(30 * 24 * HOUR_MS);
  expect(await tokenOf(ana)).not.toBeNull();
  await other.do('sanction.lift', { personId: ana.personId, sanctionId, words: 'Welcome back.', mistake: false });
  expect(await tokenOf(ana)).toBeNull();
});

test('ended sessions are ended everywhere, and one may sign in again', async () => {
  await impose(moderator, ana, 'sign-out');
  expect((await ana.see('account.me', {})).me).toBeNull();
  expect(await tokenOf(ana)).toBeNull();
});

test('an end has to be one, and a warning has none', async () => {
  for (const [kind, end] of [
    ['silence', null],
    ['silence', inHours(-1)],
    ['suspension', inHours(-1)],
    ['warning', inHours(1)],
    ['sign-out', inHours(1)],
  ] as const)
    expect(await refusedTo(moderator, 'sanction.impose', { ...sentence(ana, kind), until: end })).toBe(
      'sanction-until',
    );
  const unknown = { ...sentence(ana, 'warning'), ruleId: 'nothing' };
  expect(await refusedTo(moderator, 'sanction.impose', unknown)).toBe('no-such-rule');
  expect(await own(ana)).toEqual([]);
});

test('nobody decides about themselves, moderators not about admins, and the last admin stays', async () => {
  expect(await refusedTo(moderator, 'sanction.impose', sentence(moderator, 'warning'))).toBe('not-oneself');
  expect(await refusedTo(moderator, 'sanction.impose', sentence(admin, 'warning'))).toBe('not-allowed');
  expect(await refusedTo(ana, 'sanction.impose', sentence(moderator, 'warning'))).toBe('not-allowed');
  // Two admins alone, each of whom suspends the other at the same moment: one of them stays.
  const pair = [await app.person({ role: 'admin' }), await app.person({ role: 'admin' })] as const;
  const ids = pair.map(({ personId }) => personId);
  await PersonModel.updateMany({ role: 'admin', _id: { $nin: ids } }, { $set: { role: 'moderator' } });
  const ends = await Promise.all(
    [pair, pair.toReversed()].map(([by, whom]) =>
      refusedTo(present(by), 'sanction.impose', { ...sentence(present(whom), 'suspension'), until: null }),
    ),
  );
  expect(ends.filter((end) => end === null).length).toBeLessThanOrEqual(1);
  const inside: Person[] = [];
  for (const one of pair) if ((await one.see('account.me', {})).me) inside.push(one);
  expect(inside.length).toBe(ends.includes(null) ? 1 : 2);
  // Whoever is left stays one, since the other cannot come in.
  const [last, suspended] = [present(inside[0]), pair.find((one) => !inside.includes(one))];
  const input = { personId: last.personId, role: 'member' } as const;
  if (suspended) expect(await refusedTo(last, 'person.set-role', input)).toBe('last-admin');
});

test('a mistake is taken back within ten minutes, and after that it is lifted', async () => {
  const { personId } = ana;
  const sanctionId = await impose(moderator, ana, 'silence');
  app.clock.advance(9 * 60_000);
  const id = randomUUID();
  for (const n of [1, 2]) {
    expect(n).toBeGreaterThan(0);
    await moderator.do('sanction.lift', { personId, sanctionId, words: '', mistake: true }, id);
  }
  expect((await own(ana))[0]?.lifted).toMatchObject({ mistake: true });
  expect(await refusedTo(other, 'sanction.lift', { personId, sanctionId, words: '', mistake: false })).toBe(
    'sanction-over',
  );
  const second = await impose(moderator, ana, 'silence');
  app.clock.advance(11 * 60_000);
  const late = { personId, sanctionId: second, words: '', mistake: true };
  expect(await refusedTo(moderator, 'sanction.lift', late)).toBe('undo-over');
  await moderator.do('sanction.lift', { ...late, mistake: false });
  const { sanctions } = await of(moderator, ana);
  expect(sanctions.map(({ lifted, by }) => [lifted?.mistake, by?.name])).toEqual([
    [false, 'Mo Dera'],
    [true, 'Mo Dera'],
  ]);
});

test('notes are dated, signed and for staff alone; nothing tells whom they are about', async () => {
  const { personId } = ana;
  const before = (await ana.see('account.own', {})).position.seq;
  const id = randomUUID();
  await moderator.do('sanction.note', { personId, words: 'Called her; all is well.' }, id);
  await moderator.do('sanction.note', { personId, words: 'Called her; all is well.' }, id);
  const { notes } = await of(other, ana);
  expect(notes.map(({ words, by }) => [words, by?.name])).toEqual([['Called her; all is well.', 'Mo Dera']]);
  expect((await ana.see('account.own', {})).position.seq).toBe(before);
  expect(JSON.stringify(await own(ana))).not.toContain('Called');
  // What is kept about an admin is for admins.
  const boss = await app.person({ role: 'admin' });
  expect(await refusedTo(moderator, 'sanction.note', { personId: boss.personId, words: 'No' })).toBe('not-allowed');
  expect(await of(moderator, boss)).toMatchObject({ maySanction: false, notes: [], sanctions: [] });
});

test('what follows of a decision follows though the server died', async () => {
  await impose(moderator, ana, 'suspension');
  // As if it had died before anybody was told.
  await PersonModel.updateOne({ _id: ana.personId }, { $unset: { standing: 1 } });
  expect(await tokenOf(ana)).toBeNull();
  const untold = { rev: 2, untoldSince: app.clock.now() };
  await StandingModel.updateOne({ _id: ana.personId }, { $set: untold });
  app.clock.advance(6_000);
  await recoverStandings(app.services);
  expect(await tokenOf(ana)).not.toBeNull();
  expect((await StandingModel.findById(ana.personId).lean())?.untoldSince).toBeNull();
});

test('the mail is in the language of whoever it is for, and of an appeal both hear', async () => {
  // Nobody writes to addresses of the demo in a demo; here there is none.
  const eva = await app.person({ name: 'Eva Luna' });
  await PersonModel.updateOne({ _id: eva.personId }, { $set: { locale: 'es' } });
  const sanctionId = await impose(moderator, eva, 'silence');
  await eva.do('sanction.appeal', { sanctionId, words: 'No fui yo.' });
  await other.do('sanction.decide-appeal', {
    ...{ personId: eva.personId, sanctionId, outcome: 'upheld', words: 'It was.' },
  });
  await app.services.jobs.settled(10_000);
  expect((await mailsTo(eva)).toSorted()).toEqual([
    'Por ahora no puede escribir en Hearth',
    'Se resolvió su apelación',
  ]);
  expect(await mailsTo(moderator)).toContain('Your decision about Eva Luna');
});

test('one’s data has what was decided and noted, and no names; an erasure leaves neither', async () => {
  const eva = await app.person({ name: 'Eva Luna' });
  const judge = await app.person({ role: 'moderator', name: 'Judge Judy' });
  await impose(judge, eva, 'warning');
  await judge.do('sanction.note', { personId: eva.personId, words: 'A note' });
  const exported = await eva.see('account.export', {});
  expect(exported.sanctions).toHaveLength(1);
  expect(exported.moderatorsNotes).toMatchObject([{ words: 'A note', byRole: 'moderator' }]);
  expect(JSON.stringify(exported)).not.toMatch(/Judy/);
  for (const person of [judge, eva]) {
    const { email } = present(await PersonModel.findById(person.personId).lean());
    await person.do('account.erase', { email, words: 'keep' });
    await app.settled();
    const left = JSON.stringify(await StandingModel.find().lean());
    expect([person.personId, left.includes(person.personId)]).toEqual([person.personId, false]);
  }
});
