import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dayOf, spanOf } from '@hearth/server/features/notifications/days';
import { followLimits } from '@hearth/shared/follows/limits';
import { FollowModel } from '@hearth/server/features/follows/model';
import { SavedModel } from '@hearth/server/features/saved/model';
import { savedLimits } from '@hearth/shared/saved/limits';
import type { GroupId } from '@hearth/shared/kernel/ids';
import { START } from '@hearth/shared/kernel/protocol';
import { noFacets } from '@hearth/shared/library/facets';
import { tagId } from '@hearth/shared/tags/entity';
import { openApp, type TestApp } from '../support/app.ts';
import { aCollection } from '../support/collections.ts';
import { anEntry, otherParts, renewEntry, turnVersion } from '../support/library.ts';
import { Mailbox } from '../support/mailbox.ts';
import { present, reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

/** What somebody who was removed from a group still learns of what is in the library for that group. */

let app: TestApp;
let mailbox: Mailbox;
let curator: Person;
let owner: Person;
let left: Person;
let groupId: GroupId;
const topic = tagId.parse('buses');
beforeAll(async () => {
  mailbox = await Mailbox.start();
  app = await openApp({ SMTP_URL: mailbox.url });
  curator = await app.person({ name: 'Cora Curator', role: 'moderator' });
  [owner, left] = [await app.person({ name: 'Olga Owner' }), await app.person({ name: 'Lena Left' })];
  const group = { name: 'North', purpose: 'What works here.', language: 'en', kind: 'open' } as const;
  ({ id: groupId } = await curator.do('group.create', group));
  for (const one of [owner, left]) await one.do('group.join', { groupId });
  const [name, synonyms] = [
    { en: 'Buses', es: 'Autobuses' },
    { en: [], es: [] },
  ];
  await curator.do('tag.create', { tagId: topic, name, synonyms, group: 'topic' });
});
afterAll(async () => {
  await app.close();
  await mailbox.close();
});

/** Until what happened today is told, and mailed. */
async function tomorrow(): Promise<void> {
  await app.settled();
  const { to } = spanOf(dayOf(app.clock.now()));
  app.clock.advance(to.getTime() - app.clock.now().getTime() + 1_000);
  await app.services.jobs.settled(20_000);
}

async function mailed(): Promise<void> {
  app.clock.advance(11 * 60_000);
  await app.services.jobs.settled(20_000);
}

const forGroup = () => ({
  ...{ audience: 'groups' as const, groups: [groupId], title: 'For the north' },
  facets: { ...noFacets, topics: [topic] },
});

test('attack: whoever was removed from a group hears nothing of what they follow there, at the bell, by mail, or live', async () => {
  const { id: entryId } = await anEntry({ owner, curator }, 'published', forGroup());
  const { facets: _, ...shelf } = forGroup();
  const { id: collectionId } = await aCollection(curator, [entryId], shelf);
  app.clock.advance(1_000);
  const rest = { mention: 'mail', reply: 'mail', answer: 'mail', thanks: 'bell', decision: 'mail' } as const;
  await left.do('bell.choose', { ...rest, library: 'mail' });
  for (const what of [{ entryId }, { collectionId }, { topicId: topic }])
    await left.do('follow.set', { what, level: 'follow' });
  const { version } = await renewEntry(owner, entryId, { what: 'Newer', parts: otherParts('newer') });
  await turnVersion(curator, entryId, 'accept', version);
  const { id: other } = await anEntry({ owner, curator }, 'published', { ...forGroup(), title: 'Also for the north' });
  await curator.do('collection.add', { collectionId, entryId: other, note: '' });
  await tomorrow();
  expect((await left.see('bell.list', {})).library).toHaveLength(3);

  const socket = left.openSocket();
  const closed: string[] = [];
  socket.on('closed', (stream) => closed.push(stream));
  const streams = [`entry:${entryId}`, `entry-counts:${entryId}`, `collection:${collectionId}`];
  for (const stream of streams) await socket.emitWithAck('watch', stream, START);
  // Told, and not mailed yet.
  await curator.do('group.remove', { groupId, personId: left.personId });
  await until(() => streams.every((stream) => closed.includes(stream)), 'all of it to be closed', 1_000);
  await mailed();
  const { me } = await left.see('account.me', {});
  expect(mailbox.mails.filter(({ to }) => to.includes(present(me).email))).toEqual([]);
  expect(await left.see('bell.list', {})).toMatchObject({ library: [], total: 0 });
  expect(await left.see('bell.count', {})).toEqual({ total: 0 });
  expect(await left.see('follow.library-list', {})).toMatchObject({ entries: [], collections: [] });
  expect((await left.see('library.cards', { ids: [entryId] })).cards).toEqual([
    { id: entryId, row: null, position: null },
  ]);
  for (const [name, input] of [
    ['library.entry', { entryId }],
    ['library.uses', { entryId }],
    ['link.of', { entryId }],
    ['entry.threads', { entryId }],
    ['entry.boards', { entryId }],
    ['entry.counts', { entryId }],
    ['library.related', { entryId }],
    ['follow.library', { what: { entryId } }],
    ['follow.library', { what: { collectionId } }],
    ['collection.get', { collectionId }],
  ] as const)
    expect([name, reasonIn((await left.get(name, input)).body)]).toEqual([name, 'no-such-thing']);
  for (const by of ['newest', 'tried', 'thanked'] as const)
    expect(await left.see('library.list', { by, topic: [topic] })).toMatchObject({ entries: [], total: 0 });
  expect((await left.see('saved.of', { entryId })).newer).toBeNull();
});

test('attack: more than one may follow, all at the same moment', async () => {
  const person = await app.person();
  const [most, at] = [followLimits.library, app.clock.now()];
  await FollowModel.insertMany(
    Array.from({ length: most - 1 }, (_, n) => ({
      ...{ personId: person.personId, kind: 'entry', id: n.toString(16).padStart(16, '0') },
      ...{ level: 'follow', reason: 'chosen', at, place: 'library' },
    })),
  );
  const ids = [];
  for (let n = 0; n < 4; n++) ids.push((await anEntry({ owner, curator })).id);
  await Promise.all(ids.map((entryId) => person.post('follow.set', { what: { entryId }, level: 'follow' })));
  expect(await FollowModel.countDocuments({ personId: person.personId })).toBeLessThanOrEqual(most);
});

test('attack: nor may one keep more than that, all at the same moment', async () => {
  const person = await app.person();
  const { personId } = person;
  const its = { personId, note: '', at: app.clock.now(), endsAt: null };
  await SavedModel.insertMany(
    Array.from({ length: savedLimits.each - 1 }, (_, n) => {
      const entryId = n.toString(16).padStart(16, '0');
      return { ...its, _id: `${personId}/${entryId}`, entryId };
    }),
  );
  const ids = [];
  for (let n = 0; n < 4; n++) ids.push((await anEntry({ owner, curator })).id);
  await Promise.all(ids.map((entryId) => person.post('saved.keep', { entryId })));
  expect(await SavedModel.countDocuments({ personId, endsAt: null })).toBeLessThanOrEqual(savedLimits.each);
});
