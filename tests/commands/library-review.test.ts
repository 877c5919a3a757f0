import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { EntryId } from '@hearth/shared/library/entity';
import { reviewMonths } from '@hearth/shared/library/review';
import { findPerson } from '@hearth/server/features/accounts/store';
import { openApp, type TestApp } from '../support/app.ts';
import { anEntry, otherParts, renewEntry, turnEntry, turnVersion } from '../support/library.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

const DAY_MS = 86_400_000;

let app: TestApp;
let curator: Person;
let reader: Person;
beforeAll(async () => {
  app = await openApp();
  curator = await app.person({ name: 'Cora Curator', role: 'moderator' });
  reader = await app.person({ name: 'Rita Reader' });
});
afterAll(() => app.close());

const see = (person: Person, entryId: EntryId) => person.see('library.entry', { entryId });
const reasonOf = async (person: Person, name: string, input: object) => reasonIn((await person.post(name, input)).body);

/** Past the day on which it is asked of a link. */
async function aYearOn(): Promise<void> {
  app.clock.advance((reviewMonths.link / 12) * 366 * DAY_MS);
  await app.settled();
}

async function newsOf(person: Person) {
  await app.settled();
  return (await person.see('bell.list', {})).entries.map(({ id, news, reason }) => ({ id, news, reason }));
}
const due = async () => (await curator.see('library.due', {})).entries.map(({ id }) => id);

test('an owner is asked once whether it is still true, and says so: then it is asked anew when its kind says', async () => {
  const olga = await app.person({ name: 'Olga Once' });
  const { id } = await anEntry({ owner: olga, curator }, 'published', { kind: 'link' });
  await app.settled();
  expect((await see(reader, id)).review).toMatchObject({ isDue: false });
  await olga.do('bell.read', { entryId: id });
  await aYearOn();
  expect(await newsOf(olga)).toEqual([{ id, news: 'due', reason: '' }]);
  expect((await olga.see('bell.count', {})).total).toBe(1);
  expect(await due()).toContain(id);
  const { entry, review, may } = await see(olga, id);
  expect([review?.isDue, may.confirm, (await see(reader, id)).may.confirm]).toEqual([true, true, false]);
  await olga.do('bell.read', { entryId: id });
  app.clock.advance(30 * DAY_MS);
  await app.settled();
  expect((await olga.see('bell.count', {})).total).toBe(0);
  const said = await olga.do('library.confirm', { entryId: id, rev: present(entry).rev });
  expect(said.review).toMatchObject({ isDue: false, checkedAt: app.clock.now().toISOString() });
  expect(await due()).not.toContain(id);
  await aYearOn();
  expect(await newsOf(olga)).toEqual([{ id, news: 'due', reason: '' }]);
});

test('H37: whether it is still true say its owner and curators, of what they have read', async () => {
  const owner = await app.person();
  const { id, rev } = await anEntry({ owner, curator });
  expect(await reasonOf(reader, 'library.confirm', { entryId: id, rev })).toBe('not-allowed');
  expect(await reasonOf(app.stranger(), 'library.confirm', { entryId: id, rev })).toBe('sign-in-first');
  await renewEntry(owner, id);
  expect(await reasonOf(curator, 'library.confirm', { entryId: id, rev })).toBe('library-changed');
  expect(await reasonOf(reader, 'library.due', {})).toBe('not-allowed');
});

test('a new version is one that somebody has just looked at', async () => {
  const owner = await app.person();
  const { id } = await anEntry({ owner, curator }, 'published', { kind: 'link' });
  await aYearOn();
  expect(await due()).toContain(id);
  await renewEntry(owner, id, { parts: otherParts('checked') });
  await turnVersion(curator, id, 'accept', 2);
  expect(await due()).not.toContain(id);
  expect((await see(reader, id)).review?.checkedAt).toBe(app.clock.now().toISOString());
});

test('where its owner has left, and of what is archived, nobody is asked; curators find the first among what is due', async () => {
  const leaving = await app.person({ name: 'Lea Leaving' });
  const { id } = await anEntry({ owner: leaving, curator }, 'published', { kind: 'link' });
  const owner = await app.person();
  const old = await anEntry({ owner, curator }, 'archived', { kind: 'link' });
  const { email } = present(await findPerson(leaving.personId));
  await leaving.do('account.erase', { email, words: 'keep' });
  await aYearOn();
  expect(await due()).toContain(id);
  expect(await due()).not.toContain(old.id);
  expect((await newsOf(owner)).map(({ news }) => news)).toEqual([null]);
  const { entry } = await see(curator, id);
  await curator.do('library.confirm', { entryId: id, rev: present(entry).rev });
  expect(await due()).not.toContain(id);
});

test('what is archived or removed names what to use instead, to those who may read that', async () => {
  const owner = await app.person();
  const better = await anEntry({ owner, curator }, 'published', { title: 'A better one' });
  const secret = await anEntry({ owner, curator }, 'published', { title: 'For members', audience: 'members' });
  const draft = await anEntry({ owner, curator }, 'draft');
  const [old, older] = [await anEntry({ owner, curator }), await anEntry({ owner, curator })];
  const archive = { entryId: old.id, rev: old.rev, act: 'archive', reason: 'Out of date' };
  for (const successor of [old.id, draft.id, '0123456789abcdef']) {
    const { body } = await curator.post('library.turn', { ...archive, successor });
    expect([successor, body]).toMatchObject([successor, { error: { fields: { successor: 'choice' } } }]);
  }
  const gone = await owner.do('library.turn', { ...archive, act: 'archive', successor: better.id });
  expect((await see(app.stranger(), old.id)).successor).toEqual({ id: better.id, title: 'A better one' });
  await curator.do('library.turn', {
    ...{ entryId: older.id, rev: older.rev, act: 'remove', reason: 'Wrong', successor: secret.id },
  });
  const seen = [await see(reader, older.id), await see(app.stranger(), older.id)];
  expect(seen.map(({ successor }) => successor?.title ?? null)).toEqual(['For members', null]);
  expect(seen.map(({ closed }) => closed?.state)).toEqual(['removed', 'removed']);
  await turnEntry(curator, gone, 'restore');
  expect((await see(reader, old.id)).successor).toBeNull();
});
