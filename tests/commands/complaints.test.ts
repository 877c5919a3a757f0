import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { complaints } from '@hearth/shared/complaints/budgets';
import { complaintLimits } from '@hearth/shared/complaints/limits';
import type { EntryId } from '@hearth/shared/library/entity';
import { findPerson } from '@hearth/server/features/accounts/store';
import { ComplaintModel } from '@hearth/server/features/complaints/model';
import { openApp, type TestApp } from '../support/app.ts';
import { aComplaint, anEntry } from '../support/library.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let owner: Person;
let curator: Person;
let other: Person;
beforeAll(async () => {
  app = await openApp();
  owner = await app.person({ name: 'Olga Owner' });
  curator = await app.person({ name: 'Cora Curator', role: 'moderator' });
  other = await app.person({ name: 'Otto Curator', role: 'moderator' });
});
afterAll(() => app.close());

const said = (entryId: EntryId, more: object = {}) => ({
  ...{ entryId, reason: 'rights' as const, words: 'I drew page 2.', contact: 'mara@example.org', ...more },
});
const reasonOf = async (person: Person, name: string, input: object) => reasonIn((await person.post(name, input)).body);
const openOf = async (entryId: EntryId) =>
  (await curator.see('complaint.list', {})).complaints.filter(({ entry }) => entry.id === entryId);

/** One by one network range, so that the budget of one test is not that of another. */
async function complain(entryId: EntryId, more: object = {}) {
  await app.stranger().do('complaint.make', said(entryId, more));
  return present((await openOf(entryId)).at(-1));
}

test('a stranger reports, a curator hides it in one act, and its owner reads why at the bell', async () => {
  const { id } = await anEntry({ owner, curator });
  const complaint = await complain(id);
  await complain(id, { reason: 'privacy', words: 'It names me.' });
  expect(complaint).toMatchObject({
    words: 'I drew page 2.',
    contact: 'mara@example.org',
    entry: { state: 'published' },
  });
  const hide = { complaintId: complaint.id, act: 'hide' as const, reply: 'Page 2 is by somebody else.' };
  expect(await reasonOf(owner, 'complaint.settle', hide)).toBe('not-allowed');
  expect(await reasonOf(curator, 'complaint.settle', { ...hide, reply: '' })).toBe('complaint-why');
  const command = crypto.randomUUID();
  await curator.do('complaint.settle', hide, command);
  // Once more is once.
  await curator.do('complaint.settle', hide, command);
  expect(await openOf(id)).toEqual([]);
  await app.settled();
  const { entry } = await owner.see('library.entry', { entryId: id });
  expect(entry).toMatchObject({ state: 'hidden', reason: 'Page 2 is by somebody else.' });
  expect((await owner.see('bell.list', {})).entries).toContainEqual(expect.objectContaining({ id, state: 'hidden' }));
  // Nothing says to them who reported.
  expect(JSON.stringify([entry, await owner.see('bell.list', {})])).not.toMatch(/mara@|I drew/);
});

test('of two curators at once one decides, and the other is told', async () => {
  const { id } = await anEntry({ owner, curator });
  const { id: complaintId } = await complain(id);
  const ends = await Promise.all([
    reasonOf(curator, 'complaint.settle', { complaintId, act: 'hide', reply: 'Not ours.' }),
    reasonOf(other, 'complaint.settle', { complaintId, act: 'keep', reply: '' }),
  ]);
  const isHidden = ends[0] === null;
  expect(ends.toSorted()).toEqual(['complaint-decided', null]);
  const { entry } = await owner.see('library.entry', { entryId: id });
  expect(entry?.state).toBe(isHidden ? 'hidden' : 'published');
});

test('whoever said that it can stay takes that back, and it waits where it did', async () => {
  const { id } = await anEntry({ owner, curator });
  await aComplaint(app, id);
  const first = present((await openOf(id))[0]);
  const [keep, undo] = (['keep', 'undo'] as const).map((act) => ({ complaintId: first.id, act, reply: '' }));
  await curator.do('complaint.settle', present(keep));
  expect(await openOf(id)).toEqual([]);
  expect(await reasonOf(other, 'complaint.settle', present(undo))).toBe('not-allowed');
  const command = crypto.randomUUID();
  await curator.do('complaint.settle', present(undo), command);
  await curator.do('complaint.settle', present(undo), command);
  expect(await openOf(id)).toEqual([first]);
  expect(await ComplaintModel.findById(first.id).lean()).toMatchObject({ decision: null, endsAt: null });
  // Somebody else may decide it now; what was hidden is shown again in another way.
  await other.do('complaint.settle', { complaintId: first.id, act: 'hide', reply: 'It names a family.' });
  expect(await reasonOf(other, 'complaint.settle', present(undo))).toBe('complaint-decided');
});

test('nobody decides about what is their own', async () => {
  const { id } = await anEntry({ owner: other, curator });
  const { id: complaintId, entry } = await complain(id);
  expect(entry.isOwn).toBe(false);
  const { complaints: read } = await other.see('complaint.list', {});
  // Neither who reported, nor words that may say so.
  expect(read.find((one) => one.id === complaintId)).toMatchObject({ words: '', contact: '', entry: { isOwn: true } });
  expect(await reasonOf(other, 'complaint.settle', { complaintId, act: 'keep', reply: '' })).toBe('not-allowed');
});

test('what is archived is read still, and so it is hidden as well', async () => {
  const { id } = await anEntry({ owner, curator }, 'archived');
  const { id: complaintId, entry } = await complain(id);
  expect(entry.state).toBe('archived');
  await curator.do('complaint.settle', { complaintId, act: 'hide', reply: 'It names a family.' });
  expect(await openOf(id)).toEqual([]);
  expect((await app.stranger().see('library.entry', { entryId: id })).closed?.state).toBe('hidden');
  expect((await owner.see('library.entry', { entryId: id })).entry).toMatchObject({ reason: 'It names a family.' });
});

test('what one may not read cannot be reported, and a program that fills in everything is not listened to', async () => {
  const hidden = await anEntry({ owner, curator }, 'hidden');
  const draft = await anEntry({ owner, curator }, 'draft');
  for (const { id } of [hidden, draft])
    expect(await reasonOf(app.stranger(), 'complaint.make', said(id))).toBe('no-such-thing');
  const { id } = await anEntry({ owner, curator });
  await app.stranger().do('complaint.make', said(id, { website: 'https://spam.example' }));
  expect(await openOf(id)).toEqual([]);
  expect(await reasonOf(owner, 'complaint.list', {})).not.toBeNull();
});

test.each(['keep', 'remove'] as const)('who reported and leaves is not named; their words they %s', async (words) => {
  app.clock.advance(3_600_000);
  const leaving = await app.person({ name: `Lea ${words}` });
  const { id } = await anEntry({ owner, curator });
  await leaving.do('complaint.make', said(id));
  expect((await leaving.see('account.export', {})).libraryComplaints).toMatchObject([
    { entryId: id, words: 'I drew page 2.' },
  ]);
  await leaving.do('account.erase', { email: present(await findPerson(leaving.personId)).email, words });
  await app.settled();
  expect(await openOf(id)).toMatchObject([{ contact: '', words: words === 'keep' ? 'I drew page 2.' : '' }]);
  expect(JSON.stringify(await ComplaintModel.find({ entryId: id }).lean())).not.toContain(leaving.personId);
});

test('a year after the decision nothing is left of it, and a curator who leaves is named nowhere', async () => {
  const cleo = await app.person({ name: 'Cleo Curator', role: 'moderator' });
  const { id } = await anEntry({ owner, curator });
  const { id: complaintId } = await complain(id);
  await cleo.do('complaint.settle', { complaintId, act: 'keep', reply: '' });
  const record = await ComplaintModel.findById(complaintId).lean();
  const days = (present(record?.endsAt).getTime() - app.clock.now().getTime()) / 86_400_000;
  expect(Math.round(days)).toBe(complaintLimits.days);
  await cleo.do('account.erase', { email: present(await findPerson(cleo.personId)).email, words: 'keep' });
  await app.settled();
  expect(JSON.stringify(await ComplaintModel.findById(complaintId).lean())).not.toContain(cleo.personId);
});

test('one address reports so much in an hour, and of one entry so much waits', async () => {
  const { id } = await anEntry({ owner, curator });
  let reason: string | null = null;
  for (let n = 0; reason === null && n <= complaints.points; n++)
    reason = await reasonOf(app.stranger(), 'complaint.make', said(id, { words: `No. ${n}` }));
  expect(['complaint-known', 'too-fast']).toContain(reason);
  expect(await ComplaintModel.countDocuments({ entryId: id })).toBeLessThanOrEqual(complaintLimits.open);
  app.clock.advance(3_600_000);
  const { id: next } = await anEntry({ owner, curator });
  await app.stranger().do('complaint.make', said(next));
  expect(await ComplaintModel.countDocuments({ entryId: next })).toBe(1);
});
