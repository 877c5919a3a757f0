import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openApp, type TestApp } from '../support/app.ts';
import { anEntry, entryWords } from '../support/library.ts';
import { reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

let app: TestApp;
let mo: Person;
let nia: Person;
let ben: Person;
let ada: Person;
beforeAll(async () => {
  app = await openApp();
  ada = await app.person({ role: 'admin' });
  [mo, nia] = [await app.person({ role: 'moderator', name: 'Mo' }), await app.person({ role: 'moderator' })];
  ben = await app.person();
}, 60_000);
afterAll(() => app.close());

const CHILD = 'My student Maria Lopez has an IEP, call 555-201-3344';

test('what a file or link is called, and why something was archived, is looked at as other words are', async () => {
  await ada.do('word.watch', { phrases: ['nincompoop'], language: 'en', action: 'block' });
  const named = (title: string) =>
    entryWords({ parts: [{ kind: 'link', url: 'https://example.org/', title, language: 'en' }] });
  const refused = async (input: ReturnType<typeof named>) =>
    reasonIn((await ben.post('library.draft', input)).body) ?? null;
  for (const words of ['For the nincompoop', CHILD]) {
    const asTitle = await refused(entryWords({ title: words }));
    expect(asTitle).not.toBeNull();
    expect(await refused(named(words))).toBe(asTitle);
  }
  const { id: entryId, rev } = await anEntry({ owner: ben, curator: mo });
  const archiving = { entryId, rev, act: 'archive', reason: CHILD } as const;
  expect(reasonIn((await mo.post('library.turn', archiving)).body)).toBe('student-information');
  expect((await mo.do('library.turn', { ...archiving, asItIs: true })).state).toBe('archived');
});

test('what an owner says of their own is nobody else’s word, and no news to them', async () => {
  const { id: entryId, rev } = await anEntry({ owner: ben, curator: mo });
  await ben.do('library.turn', { entryId, rev, act: 'archive', reason: 'There is a better one.' });
  await app.settled();
  const { entry } = await nia.see('library.entry', { entryId });
  expect([entry?.reason, entry?.kept?.decidedBy]).toEqual(['There is a better one.', null]);
  const { entries } = await ben.see('bell.list', {});
  expect(entries.map(({ id }) => id)).not.toContain(entryId);
});

test('what was hidden waits among what curators look at', async () => {
  const { id: entryId, rev } = await anEntry({ owner: ben, curator: mo });
  await ben.do('library.turn', { entryId, rev, act: 'hide', reason: 'A typo.' });
  const { entries, waiting } = await mo.see('library.queue', {});
  expect(entries.find(({ id }) => id === entryId)?.state).toBe('hidden');
  expect(waiting).toBe(entries.length);
});

test('a draft that was discarded is discarded, however often the same command arrives', async () => {
  const draft = await ben.do('library.draft', entryWords());
  const input = { entryId: draft.id, rev: draft.rev, act: 'discard', reason: '' } as const;
  const id = randomUUID();
  const first = await ben.do('library.turn', input, id);
  expect(await ben.do('library.turn', input, id)).toEqual(first);
});

test('a curator who changes for whom something is leaves a trace', async () => {
  const { id: entryId, rev } = await anEntry({ owner: ben, curator: mo }, 'published', { audience: 'members' });
  const words = entryWords({ audience: 'everyone', licence: 'public-domain' });
  await mo.do('library.change', { entryId, rev, ...words });
  const { entries } = await ada.see('audit.list', {});
  expect(entries[0]?.changes.map(({ what }) => what)).toEqual(['audience', 'licence']);
});
