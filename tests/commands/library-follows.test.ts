import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { FollowModel } from '@hearth/server/features/follows/model';
import { dayOf, spanOf } from '@hearth/server/features/notifications/days';
import { NotificationModel } from '@hearth/server/features/notifications/model';
import { tellFollowers } from '@hearth/server/features/notifications/notify-followers';
import { followLimits } from '@hearth/shared/follows/limits';
import { OWN_LEVEL } from '@hearth/shared/follows/own';
import { noFacets } from '@hearth/shared/library/facets';
import type { OwnValue } from '@hearth/shared/kernel/protocol';
import type { EntryId } from '@hearth/shared/library/entity';
import { tagId, type TagId } from '@hearth/shared/tags/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aCollection, collectionWords } from '../support/collections.ts';
import { anEntry, entryWords, otherParts, renewEntry, turnEntry, turnVersion } from '../support/library.ts';
import { Mailbox } from '../support/mailbox.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

/** Entries, collections and topics of the library that one follows. */

let app: TestApp;
let mailbox: Mailbox;
let owner: Person;
let curator: Person;
beforeAll(async () => {
  mailbox = await Mailbox.start();
  app = await openApp({ SMTP_URL: mailbox.url });
  owner = await app.person({ name: 'Olga Owner' });
  curator = await app.person({ name: 'Cora Curator', role: 'moderator' });
});
afterAll(async () => {
  await app.close();
  await mailbox.close();
});

type What = { entryId: EntryId } | { topicId: TagId } | { collectionId: Awaited<ReturnType<typeof aCollection>>['id'] };
const follow = (person: Person, what: What, level: 'follow' | 'normal' = 'follow') =>
  person.do('follow.set', { what, level });
const levelOf = async (person: Person, what: What) => (await person.see('follow.library', { what })).level;
const reasonOf = async (person: Person, name: string, input: object) => reasonIn((await person.post(name, input)).body);

/** Until what happened today is told. */
async function tomorrow(): Promise<void> {
  await app.settled();
  const { to } = spanOf(dayOf(app.clock.now()));
  app.clock.advance(to.getTime() - app.clock.now().getTime() + 1_000);
  await app.services.jobs.settled(20_000);
  await app.settled();
}

/** What the bell says, the latest first. */
async function bellOf(person: Person): Promise<unknown[]> {
  return (await person.see('bell.list', {})).library.map((one) => {
    if (one.kind === 'renewed') return [one.entry.title, one.version, one.what];
    const of = one.kind === 'topic' ? one.topic.name.en : one.collection.title;
    return [of, one.count, one.entries.map(({ title }) => title)];
  });
}

async function renewed(entryId: EntryId, what: string): Promise<void> {
  const { version } = await renewEntry(owner, entryId, { what, parts: otherParts(what) });
  await turnVersion(curator, entryId, 'accept', version);
}

let made = 0;
async function aTopic(called: string): Promise<TagId> {
  const id = tagId.parse(`topic-${++made}`);
  const synonyms = { en: [], es: [] };
  await curator.do('tag.create', { tagId: id, name: { en: called, es: `${called} es` }, synonyms, group: 'topic' });
  return id;
}
const about = (title: string, topics: TagId[], more = {}) =>
  anEntry({ owner, curator }, 'published', { title, facets: { ...noFacets, topics }, ...more });

test('an entry: versions of a day are told once, at its end, a small fix never, and the next day once more', async () => {
  const [ana, late, none] = [await app.person(), await app.person(), await app.person()];
  const { id: entryId } = await anEntry({ owner, curator }, 'published', { title: 'Followed' });
  expect(await levelOf(ana, { entryId })).toBe('normal');
  expect(await follow(ana, { entryId })).toEqual({ level: 'follow', reason: 'chosen' });
  await follow(owner, { entryId });
  await renewed(entryId, 'Second');
  await renewed(entryId, 'Third');
  expect(await bellOf(ana)).toEqual([]);
  await app.settled();
  app.clock.advance(1_000);
  await follow(late, { entryId });
  await tomorrow();
  expect(await bellOf(ana)).toEqual([['Followed', 3, 'Third']]);
  expect((await ana.see('bell.count', {})).total).toBe(1);
  // Who followed it afterwards, whose it is, and who follows nothing.
  for (const other of [late, owner, none]) expect(await bellOf(other)).toEqual([]);
  expect(await ana.do('bell.read', { entryId })).toEqual({ notifications: 1 });
  expect((await ana.see('bell.count', {})).total).toBe(0);

  for (let n = 0; n < 2; n++) await anEntry({ owner, curator });
  const { version } = await renewEntry(owner, entryId, { what: 'Typo', parts: otherParts('typo'), isSmall: true });
  expect(version).toBe(4);
  await tomorrow();
  expect((await ana.see('bell.count', {})).total).toBe(0);
  await renewed(entryId, 'Fifth');
  await tomorrow();
  for (const one of [ana, late]) {
    expect(await bellOf(one)).toEqual([['Followed', 5, 'Fifth']]);
    expect((await one.see('bell.count', {})).total).toBe(1);
  }
  // Whoever stops hears nothing more.
  expect(await follow(late, { entryId }, 'normal')).toEqual({ level: 'normal', reason: null });
  await renewed(entryId, 'Sixth');
  await tomorrow();
  expect(await bellOf(late)).toEqual([['Followed', 5, 'Fifth']]);
});

test('a topic: what is published about it in a day is one line, of what each may read, whatever it was merged into', async () => {
  const [ana, inGroup, elsewhere] = [await app.person(), await app.person(), await app.person()];
  const { id: groupId } = await curator.do('group.create', {
    ...{ name: 'North', purpose: 'What works here.', language: 'en', kind: 'open' },
  });
  for (const one of [inGroup, owner]) await one.do('group.join', { groupId });
  const [buses, roads] = [await aTopic('Buses'), await aTopic('Roads')];
  await about('From before', [buses]);
  app.clock.advance(1_000);
  for (const one of [ana, inGroup, owner, curator]) await follow(one, { topicId: buses });
  await follow(elsewhere, { topicId: roads });
  await about('Stops', [buses]);
  app.clock.advance(1_000);
  await about('For the north', [buses, roads], { audience: 'groups', groups: [groupId] });
  await tomorrow();
  expect(await bellOf(inGroup)).toEqual([['Buses', 2, ['For the north', 'Stops']]]);
  expect(await bellOf(ana)).toEqual([['Buses', 1, ['Stops']]]);
  // What one gave or published oneself is no news, and what one may not read is none at all.
  for (const one of [owner, curator, elsewhere]) expect(await bellOf(one)).toEqual([]);

  await curator.do('tag.merge', { tagId: buses, into: roads });
  await app.settled();
  expect((await ana.see('follow.library-list', {})).topics.map(({ id }) => id)).toEqual([roads]);
  const { id } = await about('Bridges', [roads]);
  await tomorrow();
  expect((await bellOf(ana))[0]).toEqual(['Roads', 1, ['Bridges']]);
  expect((await bellOf(elsewhere))[0]).toEqual(['Roads', 1, ['Bridges']]);
  // Rights are those of the moment when one looks.
  const entry = present((await curator.see('library.entry', { entryId: id })).entry);
  await turnEntry(curator, { id, rev: entry.rev }, 'hide');
  expect(await bellOf(elsewhere)).toEqual([]);
  expect((await elsewhere.see('bell.count', {})).total).toBe(0);
  expect(await follow(ana, { topicId: buses }, 'normal')).toMatchObject({ level: 'normal' });
  expect((await ana.see('follow.library-list', {})).topics).toEqual([]);
});

test('a collection: what comes to it in a day, also what was put into it while it was taken back', async () => {
  const ana = await app.person();
  const [one, two, three] = [
    await anEntry({ owner, curator }, 'published', { title: 'One' }),
    await anEntry({ owner, curator }, 'published', { title: 'Two' }),
    await anEntry({ owner, curator }, 'published', { title: 'Three', audience: 'members' }),
  ];
  const { id: collectionId, rev } = await aCollection(curator, [one.id], { title: 'Beginning' });
  await follow(ana, { collectionId });
  await tomorrow();
  expect(await bellOf(ana)).toEqual([]);
  const words = collectionWords([two.id, one.id], { title: 'Beginning' });
  const changed = await curator.do('collection.change', { collectionId, rev, ...words });
  await curator.do('collection.add', { collectionId, entryId: three.id, note: 'Why' });
  // Another note is no news.
  await curator.do('collection.add', { collectionId, entryId: one.id, note: 'Another' });
  await tomorrow();
  expect(await bellOf(ana)).toEqual([['Beginning', 2, ['Two', 'Three']]]);
  await ana.do('bell.read', { collectionId });
  expect((await ana.see('bell.count', {})).total).toBe(0);

  const four = await anEntry({ owner, curator }, 'published', { title: 'Four' });
  const back = await curator.do('collection.turn', { collectionId, rev: changed.rev + 2, act: 'withdraw' });
  expect(await bellOf(ana)).toEqual([]);
  expect(await reasonOf(await app.person(), 'follow.set', { what: { collectionId }, level: 'follow' })).toBe(
    'no-such-thing',
  );
  expect(await reasonOf(curator, 'follow.set', { what: { collectionId }, level: 'follow' })).toBe('no-such-thing');
  const added = await curator.do('collection.add', { collectionId, entryId: four.id, note: 'Late' });
  await tomorrow();
  expect(back.state).toBe('draft');
  await curator.do('collection.turn', { collectionId, rev: added.rev, act: 'publish' });
  await tomorrow();
  expect((await bellOf(ana))[0]).toEqual(['Beginning', 1, ['Four']]);
});

test('what was told is told once, however often it is done, and by several at once', async () => {
  const ana = await app.person();
  const { id: entryId } = await anEntry({ owner, curator }, 'published', { title: 'Once' });
  await follow(ana, { entryId });
  await renewed(entryId, 'Second');
  await app.settled();
  const day = dayOf(app.clock.now());
  await tomorrow();
  await ana.do('bell.read-all', {});
  const again = { about: 'renewed' as const, of: entryId, day };
  const run = { signal: new AbortController().signal, isLast: false };
  await Promise.all([1, 2, 3].map(() => tellFollowers.run(app.services, again, run)));
  expect((await ana.see('bell.count', {})).total).toBe(0);
  expect(await NotificationModel.countDocuments({ personId: ana.personId })).toBe(1);
});

test('rights are asked when it is told and when it is read; what one may not read is not followed, and nothing is muted', async () => {
  const [ana, ben] = [await app.person(), await app.person()];
  const published = await anEntry({ owner, curator }, 'published', { title: 'Soon hidden' });
  const { id: entryId } = published;
  await follow(ana, { entryId });
  await renewed(entryId, 'Second');
  const rev = async () => present((await curator.see('library.entry', { entryId })).entry).rev;
  const hidden = await turnEntry(curator, { id: entryId, rev: await rev() }, 'hide');
  await tomorrow();
  expect(await NotificationModel.countDocuments({ personId: ana.personId })).toBe(0);
  expect(await reasonOf(ben, 'follow.set', { what: { entryId }, level: 'follow' })).toBe('no-such-thing');
  expect(await reasonOf(app.stranger(), 'follow.set', { what: { entryId }, level: 'follow' })).toBe('sign-in-first');
  expect(await ana.see('follow.library-list', {})).toEqual({ entries: [], collections: [], topics: [] });
  await turnEntry(curator, hidden, 'show');
  expect((await ana.see('follow.library-list', {})).entries).toEqual([{ id: entryId, title: 'Soon hidden' }]);
  expect(await reasonOf(ana, 'follow.set', { what: { entryId }, level: 'mute' })).toBe('invalid-input');
  const draft = await owner.do('library.draft', entryWords());
  expect(await reasonOf(ana, 'follow.set', { what: { entryId: draft.id }, level: 'follow' })).toBe('no-such-thing');
  expect(await levelOf(app.stranger(), { entryId })).toBe('normal');
});

test('by mail where one wants it, once for all that came, and not at all where one wants nothing', async () => {
  const [ana, none] = [await app.person({ name: 'Ana Fuentes' }), await app.person()];
  const { id: entryId } = await anEntry({ owner, curator }, 'published', { title: 'Mailed' });
  const { id: collectionId } = await aCollection(curator, [entryId], { title: 'Letters' });
  app.clock.advance(1_000);
  const rest = { mention: 'mail', reply: 'mail', answer: 'mail', thanks: 'bell', decision: 'mail' } as const;
  await ana.do('bell.choose', { ...rest, library: 'mail' });
  await none.do('bell.choose', { ...rest, library: 'none' });
  for (const one of [ana, none]) {
    await follow(one, { entryId });
    await follow(one, { collectionId });
  }
  await renewed(entryId, 'Clearer words');
  const other = await anEntry({ owner, curator }, 'published', { title: 'A stamp' });
  await curator.do('collection.add', { collectionId, entryId: other.id, note: '' });
  await tomorrow();
  app.clock.advance(11 * 60_000);
  await app.services.jobs.settled(20_000);
  const email = (await ana.see('account.me', {})).me?.email ?? '';
  const mails = mailbox.mails.filter(({ to }) => to.includes(email));
  expect(mails.map(({ subject }) => subject)).toEqual(['2 things for you on Hearth']);
  expect(mails[0]?.text).toContain('There is a new version of something you follow: Mailed');
  expect(mails[0]?.text).toContain('Clearer words');
  expect(mails[0]?.text).toContain(`/library/${entryId}`);
  expect(mails[0]?.text).toMatch(/There is something new in a collection you follow: Letters\s+A stamp/);
  expect(await bellOf(none)).toEqual([]);
});

test('it is the same on all of one’s pages, in one’s export, erased with one, and there may be so many', async () => {
  const ana = await app.person();
  const own: OwnValue[] = [];
  const tab = ana.openSocket();
  tab.on('own', (values) => own.push(...values));
  await tab.emitWithAck('query', 'account.me', {});
  const { id: entryId } = await anEntry({ owner, curator }, 'published', { title: 'Exported' });
  await follow(ana, { entryId });
  const isTold = ({ kind, key, value }: OwnValue) =>
    kind === OWN_LEVEL && key === `entry/${entryId}` && value === 'follow chosen';
  await until(async () => own.some(isTold), 'to be told');
  tab.disconnect();
  expect((await ana.see('account.export', {})).follows).toMatchObject([
    { kind: 'entry', id: entryId, level: 'follow', reason: 'chosen' },
  ]);
  const at = app.clock.now();
  await FollowModel.insertMany(
    Array.from({ length: followLimits.library - 1 }, (_, n) => ({
      ...{ personId: ana.personId, kind: 'entry', id: n.toString(16).padStart(16, '0') },
      ...{ level: 'follow', reason: 'chosen', at, place: 'library' },
    })),
  );
  const topicId = await aTopic('One too many');
  expect(await reasonOf(ana, 'follow.set', { what: { topicId }, level: 'follow' })).toBe('too-many-followed');
  await follow(ana, { entryId });
  const { me } = await ana.see('account.me', {});
  await ana.do('account.erase', { email: me?.email ?? '', words: 'keep' });
  await app.settled();
  expect(await FollowModel.countDocuments({ personId: ana.personId })).toBe(0);
});
