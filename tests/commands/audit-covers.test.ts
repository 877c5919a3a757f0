import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { moveStatus } from '@hearth/server/features/accounts/store';
import { commands, queries } from '@hearth/shared/contract';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoardOf, aRoom, askUnnamed, aThread, boardsToOpen } from '../support/builders.ts';
import { threadId as threadIdRule, type ThreadId } from '@hearth/shared/threads/entity';
import { ruleId } from '@hearth/shared/house-rules/entity';
import { aPostWithFile, A_TABLE, anEntry, entryWords, renewEntry, versionRead } from '../support/library.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { removeAs } from '../support/removing.ts';
import { aReportedList } from '../support/saved-lists.ts';
import { matrix, readers, roles, type End } from '../security/ends.ts';
import { inputFor, makerOfThings, type Things } from '../security/things.ts';
import { UNNOTED } from '../security/unnoted.ts';

/** Everything that is for whoever looks after others' things leaves a record in the audit log, whichever feature it is of. */

let app: TestApp;
let admin: Person;
let ana: Person;
let things: () => Promise<Things>;
beforeAll(async () => {
  app = await openApp();
  things = await makerOfThings(app);
  [admin, ana] = [await app.person({ role: 'admin' }), await app.person()];
});
afterAll(() => app.close());

const endOf = (ends: readonly End[], role: (typeof roles)[number]) => ends[roles.indexOf(role)];
/** A member may not do it to what belongs to somebody else, and whoever looks after the network may, or may where there is more of it. */
const isForSome = (ends: readonly End[]) =>
  endOf(ends, 'member') !== 'may' && endOf(ends, 'admin') !== endOf(ends, 'member');

test('whatever a member may not do and staff may is privileged, by the matrix of who may what', () => {
  const named = [
    ...commands.map((one) => ({ ...one, ends: matrix[one.name] })),
    ...queries.map((one) => ({ ...one, ends: readers[one.name] })),
  ];
  const missing = named.filter(
    ({ name, privileged, ends }) => isForSome(ends) && !privileged && UNNOTED[name] === undefined,
  );
  // Say `privileged: true` in its contract and `await context.audit(…)` in its service before it commits, or give a reason above.
  expect(missing.map(({ name }) => name)).toEqual([]);
  expect(Object.keys(UNNOTED).filter((name) => named.some((one) => one.name === name && one.privileged))).toEqual([]);
});

test('whatever says that it is for moderators, admins or owners is privileged too', () => {
  const said = [...commands, ...queries].filter(({ about }) =>
    /^(moderators|admins|staff|owners and|hosts and)/i.test(about),
  );
  const missing = said.filter(({ name, privileged }) => !privileged && UNNOTED[name] === undefined);
  expect(missing.map(({ name }) => name)).toEqual([]);
});

const ANSWER = { title: 'Finding a driver', problem: 'None.', worked: 'Asking.', steps: '', named: [1] };
const REASON = { ruleId: 'be-kind', words: { en: 'Off the topic.', es: 'Fuera del tema.' } } as const;
const TRIED = {
  level: 'middle',
  place: 'town',
  result: 'worked',
  changed: '',
  sentence: 'Twelve families came.',
} as const;
const later = (days: number) => new Date(app.clock.now().getTime() + days * 86_400_000).toISOString();
const deleted = async (threadId: ThreadId, no = 1) => void (await ana.do('post.delete', { threadId, no }));
const aThreadOfAna = async () => (await aThread(ana, await anUnknownBoardOf('discussion'))).id;

async function anUnknownBoardOf(kind: 'discussion' | 'question', asksUnnamed = false) {
  return aBoardOf(admin, {}, { kind, asksUnnamed });
}

async function aGroup(kind: 'open' | 'request' = 'open') {
  const other = await app.person({ role: 'moderator' });
  return (await other.do('group.create', { name: 'Iowa', purpose: 'Coordinators.', language: 'en', kind })).id;
}

async function joined() {
  const groupId = await aGroup();
  await ana.do('group.join', { groupId });
  return { groupId, personId: ana.personId };
}

async function asked() {
  const { threadId } = await answered();
  await ana.do('answer.accept', { threadId, no: 2 });
  return { threadId };
}

async function answered() {
  const { id: threadId } = await aThread(ana, await anUnknownBoardOf('question'));
  await (await app.person()).do('post.reply', { threadId, text: 'Ask the drivers.' });
  return { threadId };
}

async function draft(more: object = {}) {
  const { threadId } = await asked();
  const { rev } = await ana.do('practice.start', { threadId, picked: [] });
  return { threadId, rev, ...more };
}

async function published() {
  const { threadId, rev } = await draft();
  await ana.do('practice.edit', { threadId, ...ANSWER, rev });
  await ana.do('practice.publish', { threadId });
  return { threadId };
}

async function edited(isHidden = false) {
  const threadId = await aThreadOfAna();
  app.clock.advance(180_000);
  const { post } = await ana.do('post.edit', { threadId, no: 1, text: 'Other words' });
  const { wordings } = await ana.see('post.history', { threadId, no: 1 });
  const rev = present(wordings.find((one) => one.rev !== post.rev)).rev;
  if (isHidden) await admin.do('revision.hide', { threadId, no: 1, rev, hidden: true });
  return { threadId, no: 1, rev };
}

async function reported() {
  const { threadId } = await answered();
  await (await app.person()).do('trial.report', { threadId, no: 2, ...TRIED });
  return { threadId, no: 2, id: present((await ana.see('trial.list', { threadId, no: 2 })).reports[0]).id };
}

async function aRoomOf(isLive: boolean) {
  const host = await app.person({ role: 'moderator' });
  const { id: roomId } = await aRoom(host, { live: isLive, now: app.clock.now().getTime() });
  if (!isLive) return { roomId };
  const { question } = await ana.do('question.ask', { roomId, text: 'Whose?', anonymous: true });
  return { roomId, questionId: question.id, host };
}

async function sanctioned(isDone: boolean) {
  const { personId } = await app.person();
  const decided = { personId, kind: 'warning', ruleId: ruleId.parse('be-kind'), words: 'Words', until: null } as const;
  if (!isDone) return decided;
  const other = await app.person({ role: 'moderator' });
  const { sanctionId } = await other.do('sanction.impose', decided);
  return { personId, sanctionId, words: '', mistake: false };
}

async function appealed() {
  const [who, other] = [await app.person(), await app.person({ role: 'moderator' })];
  const words = 'Words';
  const { sanctionId } = await other.do('sanction.impose', {
    ...{ personId: who.personId, kind: 'warning', ruleId: ruleId.parse('be-kind'), words, until: null },
  });
  await who.do('sanction.appeal', { sanctionId, words });
  return { personId: who.personId, sanctionId, words, outcome: 'upheld' };
}

async function aReason() {
  return (await admin.do('reason.create', { boardId: null, ...REASON })).id;
}

async function dismissed() {
  const { roomId, questionId, host } = await aRoomOf(true);
  await present(host).do('question.dismiss', { roomId, questionId: present(questionId), note: '' });
  return { roomId, questionId };
}

/** What has to be so before it is done, and what is given then; where the matrix has an input that suits, nothing. */
const prepared: Readonly<Record<string, (its: Things) => Promise<object>>> = {
  'person.set-role': async () => ({ personId: (await app.person()).personId, role: 'moderator' }),
  'person.decide': async () => {
    const { personId } = await app.person();
    await moveStatus(personId, 'active', 'waiting');
    return { personId, welcome: true };
  },
  'board.rights-of': async () => ({ personId: ana.personId }),
  ...boardsToOpen(() => admin),
  'group.get': async () => ({ groupId: await aGroup() }),
  'group.edit': async () => ({ groupId: await aGroup(), name: 'O', purpose: 'P', language: 'en', kind: 'open' }),
  'group.invite': async () => ({ groupId: await aGroup(), personId: ana.personId }),
  'group.decide': async () => {
    const groupId = await aGroup('request');
    await ana.do('group.join', { groupId });
    return { groupId, personId: ana.personId, welcome: true };
  },
  'group.remove': joined,
  'group.set-owner': async () => ({ ...(await joined()), owner: true }),
  'anonymous.open': async () => ({
    threadId: await askUnnamed(ana, await anUnknownBoardOf('question', true)),
    reason: 'A threat',
  }),
  'answer.accept': async () => ({ ...(await answered()), no: 2 }),
  'answer.take-back': async () => ({ ...(await asked()), no: 2 }),
  'post.restore': async () => {
    const place = { threadId: await aThreadOfAna(), no: 1 };
    return removeAs(admin, place).then(() => place);
  },
  'post.purge': async () => {
    const threadId = await aThreadOfAna();
    await deleted(threadId);
    return { threadId, no: 1, reason: 'Why' };
  },
  'post.removed': async () => {
    const threadId = await aThreadOfAna();
    await deleted(threadId);
    return { threadId, no: 1 };
  },
  'revision.hide': async () => ({ ...(await edited()), hidden: true }),
  'post.history': async () => {
    const { threadId, no } = await edited(true);
    return { threadId, no };
  },
  'thread.unlock': async () => {
    const threadId = await aThreadOfAna();
    await admin.do('thread.lock', { threadId, reason: 'Why' });
    return { threadId };
  },
  'thread.pin': async () => ({ threadId: await aThreadOfAna(), until: later(2) }),
  'thread.feature': async () => ({ threadId: await aThreadOfAna(), until: later(2) }),
  'thread.move': async () => ({ threadId: await aThreadOfAna(), to: await anUnknownBoardOf('discussion') }),
  'thread.merge': async () => ({ threadId: await aThreadOfAna(), into: await aThreadOfAna() }),
  'thread.split': async () => {
    const { threadId } = await answered();
    return { threadId, nos: [2], to: await anUnknownBoardOf('discussion'), title: 'Apart' };
  },
  'trial.remove': reported,
  'practice.start': async () => ({ ...(await asked()), picked: [] }),
  'practice.edit': () => draft(ANSWER),
  'practice.publish': async () => {
    const { threadId, rev } = await draft();
    await ana.do('practice.edit', { threadId, ...ANSWER, rev });
    return { threadId };
  },
  'library.version': async () => {
    const { id } = await anEntry({ owner: ana, curator: admin });
    await renewEntry(ana, id);
    return { ...(await versionRead(admin, id)), no: 2, act: 'accept', reason: '' };
  },
  'library.entry': async () => ({ entryId: (await ana.do('library.draft', entryWords())).id }),
  'library.suggest': () => aPostWithFile(ana),
  'import.turn': async () => {
    const { id: importId } = await admin.do('import.check', { csv: A_TABLE, name: '' });
    return { importId, act: 'send' };
  },
  'saved.settle': async () => {
    const { listId } = await aReportedList(ana, await app.person());
    return { listId, act: 'keep', reply: '' };
  },
  'practice.withdraw': published,
  'practice.discard': published,
  'room.schedule': async () => ({ ...ANNOUNCED, startsAt: later(1), readers: 'everyone', hosts: [] }),
  'room.edit': async () => ({ ...ANNOUNCED, ...(await aRoomOf(false)), startsAt: later(1) }),
  'room.cancel': () => aRoomOf(false),
  'room.open': () => aRoomOf(false),
  'room.remove-host': async () => {
    const { roomId, host } = await aRoomOf(true);
    return { roomId, personId: present(host).personId };
  },
  'room.add-host': async () => ({ roomId: (await aRoomOf(true)).roomId, personId: ana.personId }),
  'question.reopen': dismissed,
  'word.unwatch': async () => {
    await admin.do('word.watch', { phrases: ['nincompoop'], language: 'en', action: 'block' });
    return { wordId: present((await admin.see('word.list', { find: 'nincom' })).words[0]).id };
  },
  'sanction.impose': () => sanctioned(false),
  'sanction.lift': () => sanctioned(true),
  'sanction.decide-appeal': appealed,
  'sanction.of': async () => ({ personId: (await sanctioned(true)).personId }),
  'reason.edit': async () => ({ reasonId: await aReason(), ...REASON }),
  'reason.remove': async () => ({ reasonId: await aReason() }),
};
const ANNOUNCED = { title: 'T', purpose: 'P', language: 'en', minutes: 30 };

const privileged = [...commands, ...queries].filter((one) => one.privileged).map(({ name }) => name);

const threadOf = (given: object) => ('threadId' in given ? { threadId: threadIdRule.parse(given.threadId) } : null);

test.each(privileged)('%s leaves one record, with what became of it', async (name) => {
  const given = (await prepared[name]?.(await things())) ?? inputFor(name, await things());
  const before = new Set((await admin.see('audit.list', { act: name })).entries.map(({ id }) => id));
  const isQuery = queries.some((query) => query.name === name);
  const { body } = await (isQuery ? admin.get(name, given) : admin.post(name, given));
  expect(body).toMatchObject({ ok: true });
  const added = (await admin.see('audit.list', { act: name })).entries.filter(({ id }) => !before.has(id));
  expect(added).toEqual([expect.objectContaining({ act: name, isCertain: true })]);
  expect(added[0]?.by?.personId).toBe(admin.personId);
  // Where none is left, a page begins anew; what goes on after each test is compared.
  if (name === 'practice.discard') await admin.do('practice.start', { ...present(threadOf(given)), picked: [] });
});
