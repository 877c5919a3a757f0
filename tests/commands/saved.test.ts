import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findPerson } from '@hearth/server/features/accounts/store';
import { SavedModel } from '@hearth/server/features/saved/model';
import { savedLimits } from '@hearth/shared/saved/limits';
import type { EntryId } from '@hearth/shared/library/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { anEntry, entryWords, otherParts, renewEntry, turnEntry, turnVersion } from '../support/library.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let owner: Person;
let curator: Person;
beforeAll(async () => {
  app = await openApp();
  owner = await app.person({ name: 'Olga Owner' });
  curator = await app.person({ name: 'Cora Curator', role: 'moderator' });
});
afterAll(() => app.close());

const give = (title: string) => anEntry({ owner, curator }, 'published', { title });
const list = async (person: Person) => (await person.see('saved.list', {})).rows;
const noteOf = async (person: Person, entryId: EntryId) => (await person.see('saved.of', { entryId })).note;
const reasonOf = async (person: Person, name: string, input: object) => reasonIn((await person.post(name, input)).body);

test('an entry is kept with a note, found again, and by nobody else', async () => {
  const [ana, ben] = [await app.person(), await app.person()];
  const { id: entryId } = await give('To keep');
  expect(await noteOf(ana, entryId)).toBeNull();
  await ana.do('saved.keep', { entryId });
  await ana.do('saved.keep', { entryId, note: 'For May' });
  // What is left out stays as it is.
  expect(await ana.do('saved.keep', { entryId })).toEqual({ note: 'For May' });
  expect(await list(ana)).toMatchObject([{ id: entryId, entry: { title: 'To keep' }, note: 'For May' }]);
  for (const other of [ben, owner, curator]) {
    expect(await noteOf(other, entryId)).toBeNull();
    expect(await list(other)).toEqual([]);
  }
  expect(await noteOf(app.stranger(), entryId)).toBeNull();
  expect(await reasonOf(app.stranger(), 'saved.keep', { entryId })).toBe('sign-in-first');
});

test('what was taken out comes back with its note and at its place, for a day', async () => {
  const ana = await app.person();
  const [one, two] = [await give('One'), await give('Two')];
  await ana.do('saved.keep', { entryId: one.id, note: 'A word' });
  app.clock.advance(1_000);
  await ana.do('saved.keep', { entryId: two.id });
  await ana.do('saved.drop', { entryId: one.id });
  expect((await list(ana)).map(({ id }) => id)).toEqual([two.id]);
  expect(await ana.do('saved.keep', { entryId: one.id })).toEqual({ note: 'A word' });
  expect((await list(ana)).map(({ id }) => id)).toEqual([two.id, one.id]);
  const inADay = () => app.clock.now().getTime() + savedLimits.undoHours * 3_600_000;
  const before = inADay();
  await ana.do('saved.drop', { entryId: one.id });
  const { endsAt } = present(await SavedModel.findOne({ personId: ana.personId, entryId: one.id }).lean());
  expect(present(endsAt).getTime()).toBeGreaterThanOrEqual(before);
  expect(present(endsAt).getTime()).toBeLessThanOrEqual(inADay());
});

test('one keeps what one may read; of what is hidden or gone there is only that there was one', async () => {
  const ana = await app.person();
  const published = await give('Soon hidden');
  await ana.do('saved.keep', { entryId: published.id, note: 'Mine' });
  const hidden = await turnEntry(curator, published, 'hide');
  expect(await list(ana)).toMatchObject([{ entry: null, note: 'Mine' }]);
  const late = await app.person();
  expect(await reasonOf(late, 'saved.keep', { entryId: published.id })).toBe('no-such-thing');
  const shown = await turnEntry(curator, hidden, 'show');
  await turnEntry(curator, shown, 'archive');
  expect(await list(ana)).toMatchObject([{ entry: { title: 'Soon hidden', state: 'archived' } }]);
  // Also what one may not read any more is taken out.
  const draft = await owner.do('library.draft', entryWords());
  expect(await reasonOf(ana, 'saved.keep', { entryId: draft.id })).toBe('no-such-thing');
  await ana.do('saved.drop', { entryId: published.id });
  expect(await list(ana)).toEqual([]);
});

test('a version that came since says so, small fixes do not, until one has looked at it', async () => {
  const ana = await app.person();
  const { id: entryId } = await give('To come');
  await ana.do('saved.keep', { entryId, note: 'Mine' });
  const newer = async () => [(await list(ana))[0]?.newer ?? null, (await ana.see('saved.of', { entryId })).newer];
  expect(await newer()).toEqual([null, null]);
  app.clock.advance(1_000);
  const renew = async (what: string) => {
    const { version } = await renewEntry(owner, entryId, { what, parts: otherParts(what) });
    await turnVersion(curator, entryId, 'accept', version);
  };
  await renew('Clearer');
  expect(await newer()).toEqual([{ no: 2, what: 'Clearer' }, 2]);
  // Another note is no look at it.
  await ana.do('saved.keep', { entryId, note: 'Other' });
  expect(await newer()).toEqual([{ no: 2, what: 'Clearer' }, 2]);
  await ana.do('saved.seen', { entryId, version: 2 });
  await ana.do('saved.seen', { entryId, version: 1 });
  expect(await newer()).toEqual([null, null]);
  await renewEntry(owner, entryId, { what: 'Typo', parts: otherParts('typo'), isSmall: true });
  expect(await newer()).toEqual([null, null]);
  await renew('Longer');
  expect(await newer()).toEqual([{ no: 4, what: 'Longer' }, 4]);
  // Who keeps it now has seen it as it is.
  const late = await app.person();
  app.clock.advance(1_000);
  await late.do('saved.keep', { entryId });
  expect((await list(late))[0]?.newer).toBeNull();
  expect(await reasonOf(app.stranger(), 'saved.seen', { entryId, version: 1 })).toBe('sign-in-first');
  const entry = present((await curator.see('library.entry', { entryId })).entry);
  await turnEntry(curator, { id: entryId, rev: entry.rev }, 'hide');
  expect(await newer()).toEqual([null, null]);
  expect(await reasonOf(ana, 'saved.seen', { entryId, version: 4 })).toBe('no-such-thing');
});

test('there may be so many, and they come page by page', async () => {
  const ana = await app.person();
  const at = app.clock.now();
  const rows = Array.from({ length: savedLimits.each }, (_, n) => {
    const entryId = n.toString(16).padStart(16, '0');
    return { _id: `${ana.personId}/${entryId}`, personId: ana.personId, entryId, note: '', at, endsAt: null };
  });
  await SavedModel.insertMany(rows);
  const { id: entryId } = await give('One too many');
  expect(await reasonOf(ana, 'saved.keep', { entryId })).toBe('too-many-saved');
  const first = await ana.see('saved.list', {});
  expect([first.rows.length, first.more]).toEqual([savedLimits.page, true]);
  const last = present(first.rows.at(-1));
  const next = await ana.see('saved.list', { after: { at: last.at, id: last.id } });
  expect(next.rows[0]?.id).toBe(savedLimits.page.toString(16).padStart(16, '0'));
});

test('it is in the export of whoever kept it, and goes with them', async () => {
  const ana = await app.person();
  const { id: entryId } = await give('Of somebody');
  await ana.do('saved.keep', { entryId, note: 'Mine alone' });
  expect((await ana.see('account.export', {})).savedEntries).toMatchObject([{ id: entryId, note: 'Mine alone' }]);
  const { email } = present(await findPerson(ana.personId));
  await ana.do('account.erase', { email, words: 'keep' });
  await app.settled();
  expect(await SavedModel.countDocuments({ personId: ana.personId })).toBe(0);
});
