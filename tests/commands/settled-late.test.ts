import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { EntryId } from '@hearth/shared/library/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { anEntry, turnEntry } from '../support/library.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { aSharedList } from '../support/saved-lists.ts';

/** A decision that comes once more, when others have said or done something since: two tabs, or a line that was cut off. */

let app: TestApp;
let owner: Person;
let curator: Person;
beforeAll(async () => {
  app = await openApp();
  owner = await app.person({ name: 'Olga Owner' });
  curator = await app.person({ name: 'Cora Curator', role: 'moderator' });
});
afterAll(() => app.close());

const openOf = async (entryId: EntryId) =>
  (await curator.see('complaint.list', {})).complaints.filter(({ entry }) => entry.id === entryId);

async function complain(entryId: EntryId, words: string) {
  await app.stranger().do('complaint.make', { entryId, reason: 'rights', words, contact: '' });
  return present((await openOf(entryId)).at(-1)).id;
}

test('what was reported of a list since is decided by nobody', async () => {
  const [ana, ben] = [await app.person(), await app.person()];
  const { listId, address } = await aSharedList(ana);
  await ben.do('saved.report', { list: address, words: 'The first' });
  const [commandId, keep] = [crypto.randomUUID(), { listId, act: 'keep', reply: '' } as const];
  await curator.do('saved.settle', keep, commandId);
  app.clock.advance(1_000);
  await ben.do('saved.report', { list: address, words: 'The second' });
  await curator.do('saved.settle', keep, commandId);
  const { lists } = await curator.see('saved.reported', {});
  expect(lists.find(({ id }) => id === listId)?.reports).toMatchObject([{ words: 'The second' }]);
});

test('what was taken back stays so, and what was decided after it too', async () => {
  const { id } = await anEntry({ owner, curator });
  const complaintId = await complain(id, 'I drew page 2.');
  const turn = (act: 'keep' | 'undo', command: string) =>
    curator.do('complaint.settle', { complaintId, act, reply: '' }, command);
  const [kept, undone] = [crypto.randomUUID(), crypto.randomUUID()];
  await turn('keep', kept);
  await turn('undo', undone);
  await turn('keep', kept);
  expect(await openOf(id)).toMatchObject([{ id: complaintId }]);
  await turn('keep', crypto.randomUUID());
  await turn('undo', undone);
  expect(await openOf(id)).toEqual([]);
});

test('what was reported of an entry since it was hidden and shown again waits', async () => {
  const entry = await anEntry({ owner, curator });
  const complaintId = await complain(entry.id, 'I drew page 2.');
  const [commandId, hide] = [crypto.randomUUID(), { complaintId, act: 'hide', reply: 'By somebody else.' } as const];
  await curator.do('complaint.settle', hide, commandId);
  const { rev } = present((await curator.see('library.entry', { entryId: entry.id })).entry);
  await turnEntry(curator, { ...entry, rev }, 'show');
  app.clock.advance(1_000);
  const later = await complain(entry.id, 'And page 3.');
  await curator.do('complaint.settle', hide, commandId);
  expect(await openOf(entry.id)).toMatchObject([{ id: later }]);
});
