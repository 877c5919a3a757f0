import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AuditModel, AuditNameModel, AuditOutcomeModel } from '@hearth/server/features/audit/model';
import type { BoardId } from '@hearth/shared/boards/entity';
import { rightsFor } from '@hearth/shared/boards/policy';
import { ruleId } from '@hearth/shared/house-rules/entity';
import type { GroupId } from '@hearth/shared/kernel/ids';
import mongoose from 'mongoose';
import { openApp, type TestApp } from '../support/app.ts';
import { aBoardOf, askUnnamed, aThread } from '../support/builders.ts';
import { leave } from '../support/leaving.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { removeAs } from '../support/removing.ts';

let app: TestApp;
let [admin, mo, ana]: Person[] = [];
let board: BoardId;
beforeAll(async () => {
  app = await openApp();
  admin = await app.person({ role: 'admin', name: 'Ada Admin' });
  mo = await app.person({ role: 'moderator', name: 'Mo Derator' });
  ana = await app.person({ name: 'Ana Author' });
  board = await aBoardOf(who(admin), {});
});
afterAll(() => app.close());

const who = (person: Person | undefined) => present(person);
const log = async (reader = who(admin), filter: object = {}) => (await reader.see('audit.list', filter)).entries;
const latest = async (reader = who(admin), filter: object = {}) => present((await log(reader, filter))[0]);

/** A board that its group reads and moderates, and somebody in it who is no staff. */
async function aPrivateBoard(): Promise<{ boardId: BoardId; guide: Person; groupId: GroupId }> {
  const [owner, guide] = [await app.person({ role: 'admin' }), await app.person({ name: 'Gil Guide' })];
  const group = { name: 'Union', purpose: 'Ours.', language: 'en', kind: 'hidden' } as const;
  const { id: groupId } = await owner.do('group.create', group);
  await owner.do('group.invite', { groupId, personId: guide.personId });
  await guide.do('group.join', { groupId });
  const ours = { circle: 'nobody' as const, groups: [groupId] };
  const rights = { see: ours, read: ours, start: ours, reply: ours, attach: ours, moderate: ours };
  return { boardId: await aBoardOf(owner, rights), guide, groupId };
}

test('an entry says who did what to what, where, to whom, when and why, in the moderator’s words', async () => {
  const { id: threadId } = await aThread(who(ana), board, { title: 'Buses on Fridays' });
  await who(mo).do('thread.lock', { threadId, reason: 'It is said.' });
  expect(await latest()).toMatchObject({
    act: 'thread.lock',
    by: { name: 'Mo Derator' },
    on: { kind: 'thread', id: threadId, no: null, name: { en: 'Buses on Fridays' }, language: 'en' },
    board: { id: board },
    about: { name: 'Ana Author' },
    reason: 'It is said.',
    isCertain: true,
  });
  const to = await aBoardOf(who(admin), {});
  await who(mo).do('thread.move', { threadId, to });
  expect((await latest()).changes).toEqual([
    {
      what: 'board',
      before: { en: `Board ${board}`, es: `Board ${board}` },
      after: { en: `Board ${to}`, es: `Board ${to}` },
    },
  ]);
  const member = await app.person();
  await who(admin).do('person.set-role', { personId: member.personId, role: 'moderator' });
  const changes = [
    { what: 'role', before: { en: 'member', es: 'member' }, after: { en: 'moderator', es: 'moderator' } },
  ];
  expect(await latest()).toMatchObject({ act: 'person.set-role', about: { personId: member.personId }, changes });
});

test('what people do with what is their own is in no log, nor what is refused', async () => {
  const { id: threadId } = await aThread(who(ana), board);
  await who(ana).do('post.delete', { threadId, no: 1 });
  await who(ana).do('post.restore', { threadId, no: 1 });
  const other = await app.person();
  for (const person of [other, who(ana)])
    expect(await person.try('thread.lock', { threadId, reason: 'Mine' })).toMatchObject({ ok: false });
  expect(await who(mo).try('thread.unlock', { threadId })).toMatchObject({ error: { reason: 'already-so' } });
  // Begun, as it may be hidden, and refused, since there is no such wording.
  expect(await who(mo).try('revision.hide', { threadId, no: 1, rev: 99, hidden: true })).toMatchObject({ ok: false });
  expect(await AuditModel.countDocuments({ 'on.id': threadId })).toBe(1);
  expect((await log()).filter(({ on }) => on.id === threadId)).toEqual([]);
});

test('given twice it is one entry; the same id for something else does not hide it', async () => {
  const commandId = randomUUID();
  const [one, other] = [await aThread(who(ana), board), await aThread(who(ana), board)];
  const lock = (threadId: string) => who(mo).post('thread.lock', { threadId, reason: 'Why' }, commandId);
  for (let n = 0; n < 3; n++) await lock(one.id);
  await lock(other.id);
  const of = async (id: string) => (await log(who(admin), { act: 'thread.lock' })).filter(({ on }) => on.id === id);
  expect([(await of(one.id)).length, (await of(other.id)).length]).toEqual([1, 1]);
});

test('a process that dies between act and note leaves an entry that says so, until the command comes again', async () => {
  const commandId = randomUUID();
  const { id: threadId } = await aThread(who(ana), board);
  await who(mo).do('thread.lock', { threadId, reason: 'Why' }, commandId);
  const record = present(await AuditModel.findOne({ 'on.id': threadId }).lean());
  // As it would be if nothing had come after the act.
  await AuditOutcomeModel.deleteMany({ record: record._id });
  expect(await latest(who(admin), { act: 'thread.lock' })).toMatchObject({ id: record._id, isCertain: false });
  await who(mo).do('thread.unlock', { threadId });
  await who(mo).do('thread.lock', { threadId, reason: 'Why' }, commandId);
  const entry = (await log(who(admin), { act: 'thread.lock' })).find(({ id }) => id === record._id);
  expect(entry).toMatchObject({ isCertain: true });
});

test('admins read all; moderators what they did and what was done on boards they moderate; for others there is no log', async () => {
  const { boardId, guide } = await aPrivateBoard();
  const { id: threadId } = await aThread(guide, boardId, { title: 'Strike on Monday' });
  await guide.do('thread.lock', { threadId, reason: 'Enough.' });
  expect(await latest(guide)).toMatchObject({ act: 'thread.lock', on: { name: { en: 'Strike on Monday' } } });
  expect((await log(guide)).every((entry) => entry.board?.id === boardId)).toBe(true);
  // Who made the board reads that something was done there, and not what it is called.
  expect(await latest()).toMatchObject({
    act: 'thread.lock',
    on: { id: threadId, name: null },
    board: { id: boardId },
  });
  expect((await log(who(mo))).map(({ on }) => on.id)).not.toContain(threadId);
  for (const nobody of [who(ana), app.stranger()])
    expect(reasonIn((await nobody.get('audit.list', {})).body)).toBe('no-such-thing');
  // Its own acts elsewhere, of those who have other boards too.
  await who(mo).do('invitation.create', { uses: 3, locale: 'en' });
  expect(await latest(who(mo))).toMatchObject({ act: 'invitation.create', on: { kind: 'invitation' } });
  expect((await log(guide)).map(({ act }) => act)).not.toContain('invitation.create');
});

test('a title is for those alone who read the thread now; a purge leaves nothing of it in the log', async () => {
  const { id: threadId } = await aThread(who(ana), board, { title: 'Zebras everywhere', text: 'Zebras.' });
  await removeAs(who(mo), { threadId, no: 1 });
  await who(mo).do('post.purge', { threadId, no: 1, reason: 'Somebody is named.', title: 'Removed' });
  const [purge, removal] = (await log()).filter(({ on }) => on.id === threadId);
  expect([purge?.on.name?.en, removal?.on.name?.en]).toEqual(['Removed', 'Removed']);
  const kept = await mongoose.connection.collection('audit').find().toArray();
  expect(JSON.stringify(kept)).not.toContain('Zebras');
});

test('that it was opened who asked is in the log with its reason, and who it was is not', async () => {
  const asking = await aBoardOf(who(admin), {}, { kind: 'question', asksUnnamed: true });
  const asker = await app.person({ name: 'Una Named' });
  const threadId = await askUnnamed(asker, asking);
  await who(mo).do('anonymous.open', { threadId, reason: 'A threat.' });
  await removeAs(who(mo), { threadId, no: 1 });
  const entries = (await log()).filter(({ on }) => on.id === threadId);
  expect(entries.map(({ act, about }) => [act, about])).toEqual([
    ['post.delete', null],
    ['anonymous.open', null],
  ]);
  const stored = await mongoose.connection.collection<{ _id: string }>('auditnames').findOne({ _id: asker.personId });
  expect(stored).toBeNull();
});

test('a look at what is hidden is noted once an hour, with nothing of what was seen', async () => {
  const { id: threadId } = await aThread(who(ana), board);
  await who(ana).do('post.delete', { threadId, no: 1 });
  const looks = async () => (await log(who(admin), { act: 'post.removed' })).filter(({ on }) => on.id === threadId);
  for (let n = 0; n < 3; n++) await who(mo).see('post.removed', { threadId, no: 1 });
  expect(await looks()).toHaveLength(1);
  app.clock.advance(3_600_000);
  await who(mo).see('post.removed', { threadId, no: 1 });
  expect(await looks()).toHaveLength(2);
});

test('it is narrowed by who, what, board, whom and days, and read on where a page ends', async () => {
  const [one, other] = [await app.person({ role: 'moderator' }), await app.person()];
  const place = await aBoardOf(who(admin), {});
  const { id: threadId } = await aThread(other, place);
  for (let n = 0; n < 60; n++) {
    app.clock.advance(1_000);
    await one.do('thread.lock', { threadId, reason: `Reason ${n}` });
  }
  const by = { by: one.personId };
  const first = await who(admin).see('audit.list', by);
  const second = await who(admin).see('audit.list', { ...by, before: present(first.next) });
  const reasons = [...first.entries, ...second.entries].map(({ reason }) => reason);
  expect(reasons).toEqual(Array.from({ length: 60 }, (_, n) => `Reason ${59 - n}`));
  expect(second.next).toBeNull();
  const counted = async (filter: object) => (await log(who(admin), { ...by, ...filter })).length;
  const today = app.clock.now().toISOString().slice(0, 10);
  expect(await counted({ act: 'thread.lock', boardId: place, about: other.personId, from: today, to: today })).toBe(50);
  for (const filter of [{ act: 'thread.pin' }, { boardId: board }, { about: one.personId }, { to: '2020-01-01' }])
    expect(await counted(filter)).toBe(0);
  expect(await log(who(admin), { by: (await app.person()).personId })).toEqual([]);
});

test('who may do what on a board is noted as it was and as it is', async () => {
  const its = await aBoardOf(who(admin), {});
  const both = { en: 'Words', es: 'Palabras' };
  const looks = { name: both, purpose: both, icon: 'chat', colour: 'pine', kind: 'discussion', after: null } as const;
  await who(mo).do('board.edit', { boardId: its, ...looks, rights: rightsFor('staff') });
  const { changes } = await latest(who(admin), { act: 'board.edit' });
  expect(changes).toContainEqual(
    expect.objectContaining({
      what: 'read',
      before: { en: 'members', es: 'members' },
      after: { en: 'staff', es: 'staff' },
    }),
  );
});

test('who has left is nobody any more, whose acts stay; one’s own are in one’s data', async () => {
  const [leaver, member] = [await app.person({ role: 'moderator' }), await app.person()];
  const { id: threadId } = await aThread(member, board);
  await leaver.do('thread.lock', { threadId, reason: 'Settled.' });
  const { auditedActs } = await leaver.see('account.export', {});
  expect(auditedActs).toEqual([
    expect.objectContaining({ act: 'thread.lock', on: `thread ${threadId}`, reason: 'Settled.' }),
  ]);
  expect((await member.see('account.export', {})).auditedAbout).toEqual([
    expect.objectContaining({ act: 'thread.lock' }),
  ]);
  const before = await AuditModel.find().sort({ _id: 1 }).lean();
  await leave(app, leaver, 'remove');
  await leave(app, member, 'remove');
  expect(
    await AuditModel.find({ _id: { $in: before.map(({ _id }) => _id) } })
      .sort({ _id: 1 })
      .lean(),
  ).toEqual(before);
  expect((await log()).find(({ on }) => on.id === threadId)).toMatchObject({
    by: null,
    about: null,
    reason: 'Settled.',
  });
  expect(await AuditNameModel.countDocuments({ _id: { $in: [leaver.personId, member.personId] } })).toBe(0);
});

test('who has left is nobody to whoever reads the whole log, also where something was done to them', async () => {
  const leaver = await app.person({ name: 'Gabriel Gone' });
  await who(admin).do('person.set-role', { personId: leaver.personId, role: 'moderator' });
  const ofRole = async () => (await log()).find(({ act, on }) => act === 'person.set-role' && on.kind === 'person');
  expect(await ofRole()).toMatchObject({ on: { id: leaver.personId }, about: { name: 'Gabriel Gone' } });
  expect((await who(admin).see('account.export', {})).auditedActs).toContainEqual(
    expect.objectContaining({ act: 'person.set-role', on: `person ${leaver.personId}` }),
  );
  const { id: threadId } = await aThread(leaver, board);
  await leaver.do('thread.lock', { threadId, reason: 'Settled.' });
  await leave(app, leaver, 'remove');
  const kept = [await AuditModel.find().lean(), await AuditNameModel.find().lean()];
  expect(JSON.stringify(kept)).not.toContain(leaver.personId);
  expect(await ofRole()).toMatchObject({ on: { id: '' }, about: null });
});

test('an id that is given a second time with something else is another record', async () => {
  const words = (text: string) => ({ en: text, es: text });
  const made = await who(admin).do('reason.create', {
    boardId: board,
    ruleId: ruleId.parse('be-kind'),
    words: words('One'),
  });
  const commandId = randomUUID();
  const edits = async () => (await log()).filter(({ act }) => act === 'reason.edit').length;
  const before = await edits();
  for (const text of ['Two', 'Two', 'Three'])
    await who(admin).try(
      'reason.edit',
      { reasonId: made.id, ruleId: ruleId.parse('be-kind'), words: words(text) },
      commandId,
    );
  expect((await edits()) - before).toBe(2);
});

test('nothing changes or deletes a record: its store adds and reads', () => {
  const source = readFileSync(new URL('../../server/src/features/audit/store.ts', import.meta.url), 'utf8');
  const code = source.replaceAll(/\/\*[^]*?\*\//g, '');
  expect(code).not.toMatch(
    /delete|remove|replace|\$set\b|\$unset|\$pull|\$push|updateMany|findOneAnd|bulkWrite|\.save\(/i,
  );
  expect(code.match(/updateOne\(\{ _id \}, \{ \$setOnInsert: fields \}, \{ upsert: true \}\)/g)).toHaveLength(
    code.match(/updateOne/g)?.length ?? 0,
  );
});
