import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { people } from '@hearth/server/features/accounts/stream';
import { welcome } from '@hearth/server/features/accounts/welcome';
import { boards } from '@hearth/server/features/boards/stream';
import { groups } from '@hearth/server/features/groups/stream';
import { photos } from '@hearth/server/features/photos/stream';
import { polls } from '@hearth/server/features/polls/stream';
import { desks } from '@hearth/server/features/desk/stream';
import { collections } from '@hearth/server/features/collections/stream';
import { entryCounts } from '@hearth/server/features/entry-counts/stream';
import { list as library } from '@hearth/server/features/library/list';
import { entries } from '@hearth/server/features/library/stream';
import { practice } from '@hearth/server/features/practice/stream';
import { reactions } from '@hearth/server/features/reactions/stream';
import { reviews } from '@hearth/server/features/review/stream';
import { rooms } from '@hearth/server/features/rooms/stream';
import { tags } from '@hearth/server/features/tags/stream';
import { threads } from '@hearth/server/features/threads/stream';
import type { Aggregate, EventRecord, StreamDefinition } from '@hearth/server/streams/definition';
import { readFrom } from '@hearth/server/streams/store';
import { streams } from '@hearth/shared/contract';
import type { GroupId, PersonId } from '@hearth/shared/kernel/ids';
import type { ThreadId } from '@hearth/shared/threads/entity';
import fc from 'fast-check';
import { aBoard, anUnknownBoard, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { newcomer } from '../support/joining.ts';
import { aCollection, collectionWords } from '../support/collections.ts';
import { anEntry, turnEntry } from '../support/library.ts';
import { present } from '../support/parts.ts';
import { signedUp, type Person } from '../support/person.ts';
import { makeHistoryTags, RandomHistory } from '../support/random-history.ts';
import { gradient, upload } from '../support/uploads.ts';

let app: TestApp;
/** By stream, as people made them. */
let logs: Map<string, readonly EventRecord[]>;
beforeAll(async () => {
  app = await openApp({ HEARTH_JOIN: 'approval' });
  const cast = {
    member: await app.person(),
    host: await app.person({ role: 'moderator' }),
    admin: await app.person({ role: 'admin' }),
  };
  await makeHistoryTags(cast.host);
  const history = new RandomHistory(11, [await aBoard({ kind: 'question' }), await aBoard()], cast);
  for (let step = 0; step < 120; step++) await history.step();
  const personId = await welcomed(cast.admin);
  await pictured(cast.member);
  const groupId = await grouped(cast.host, personId);
  const solved = await noted(cast.host);
  const pollId = await polled(cast.host, cast.member);
  const entryId = await given(cast.member, cast.host);
  const collectionId = await collected(cast.member, cast.host);
  const itemId = await reviewed(cast);
  await app.settled();
  // Copies of threads are projected below, and no board is told of them.
  for (const stream of history.streams) app.writesItself(stream);
  logs = new Map();
  for (const stream of [
    ...history.streams,
    `person:${personId}`,
    'welcome:network',
    'photos:everybody',
    'tags:all',
    'desk:_all',
    `group:${groupId}`,
    `practice:${solved}`,
    `poll:${pollId}`,
    `entry:${entryId}`,
    'library:all',
    `collection:${collectionId}`,
    `entry-counts:${entryId}`,
    `review:${itemId}`,
  ])
    logs.set(stream, await readFrom(stream, 1, 1_000));
}, 60_000);
afterAll(() => app.close());

/** Somebody who was let in, and whose role has changed since. */
async function welcomed(admin: Person): Promise<PersonId> {
  await signedUp(app.url, app.services, newcomer());
  await app.settled();
  const [waiting] = (await admin.see('person.waiting', {})).people;
  if (!waiting) throw new Error('nobody waits');
  await admin.do('person.decide', { personId: waiting.id, welcome: true });
  for (const role of ['moderator', 'member', 'admin', 'member'] as const)
    await admin.do('person.set-role', { personId: waiting.id, role });
  return waiting.id;
}

/** A group that somebody is in, is taken out of, and comes back to as an owner. */
async function grouped(owner: Person, personId: PersonId): Promise<GroupId> {
  const described = { name: 'Ohio', purpose: 'Coordinators.', language: 'en' } as const;
  const { id: groupId } = await owner.do('group.create', { ...described, kind: 'request' });
  const them = { groupId, personId };
  const ben = await app.person();
  await ben.do('group.join', { groupId });
  await owner.do('group.decide', { groupId, personId: ben.personId, welcome: true });
  await owner.do('group.invite', them);
  await owner.do('group.remove', them);
  await owner.do('group.edit', { groupId, ...described, kind: 'hidden' });
  await ben.do('group.leave', { groupId });
  return groupId;
}

/** A note that is made, changed, published, withdrawn, thrown away and made again. */
async function noted(host: Person): Promise<ThreadId> {
  const { id: threadId } = await aThread(host, await aBoard({ kind: 'question' }));
  await host.do('post.reply', { threadId, text: 'Like this.' });
  await host.do('answer.accept', { threadId, no: 2 });
  const { rev } = await host.do('practice.start', { threadId, picked: [] });
  const words = { title: 'One', problem: 'Two', worked: 'Three', steps: '', named: [2] };
  await host.do('practice.edit', { threadId, ...words, rev });
  for (const name of ['practice.publish', 'practice.withdraw', 'practice.discard'] as const)
    await host.do(name, { threadId });
  await host.do('practice.start', { threadId, picked: [2] });
  return threadId;
}

const aReport = { level: 'high', place: 'city', result: 'no', changed: '', sentence: 'Nobody read it.' } as const;

/** An entry that is asked to be changed, published, thanked for and tried, hidden, archived and taken out for good. */
async function given(owner: Person, curator: Person): Promise<string> {
  let entry = await anEntry({ owner, curator }, 'changes');
  entry = await turnEntry(owner, entry, 'submit');
  entry = await turnEntry(curator, entry, 'publish');
  await curator.do('entry.thank', { entryId: entry.id, thanks: true });
  await curator.do('trial.report', { entryId: entry.id, ...aReport });
  await app.settled();
  for (const act of ['hide', 'show', 'archive', 'restore', 'remove'] as const)
    entry = await turnEntry(curator, entry, act);
  return entry.id;
}

/** A collection that is published, added to, put in another order and taken out for good. */
async function collected(owner: Person, curator: Person): Promise<string> {
  const [one, other] = [await anEntry({ owner, curator }), await anEntry({ owner, curator })];
  const { id: collectionId } = await aCollection(curator, [one.id]);
  const { rev } = await curator.do('collection.add', { collectionId, entryId: other.id, note: '' });
  const words = collectionWords([other.id, one.id], { audience: 'members' });
  const changed = await curator.do('collection.change', { collectionId, rev, ...words });
  await curator.do('collection.turn', { collectionId, rev: changed.rev, act: 'remove' });
  return collectionId;
}

/** A poll that is put in other words, answered and closed. */
async function polled(asker: Person, voter: Person): Promise<string> {
  const { id: threadId } = await aThread(asker, await aBoard());
  const rules = { many: false, named: true, results: 'always', closesAt: null } as const;
  const poll = { question: 'Which day?', options: ['Monday', 'Friday'], ...rules };
  const { post } = await asker.do('post.reply', { threadId, text: 'Choose.', poll });
  const pollId = present(post.poll);
  await asker.do('poll.change', { pollId, poll: { ...poll, question: 'Which afternoon?' } });
  const { edition } = (await voter.see('poll.get', { pollId })).poll;
  await voter.do('poll.vote', { pollId, edition, choices: [1] });
  await app.settled();
  await asker.do('poll.close', { pollId });
  return pollId;
}

/** A post that is reported, twice by one, taken on, noted on, decided and taken back. */
async function reviewed({ host, member, admin }: Record<'host' | 'member' | 'admin', Person>): Promise<string> {
  const { id: threadId } = await aThread(admin, await aBoard());
  const subject = { kind: 'post', threadId, no: 1 } as const;
  for (const reason of ['spam', 'danger'] as const) await member.do('report.make', { subject, reason, note: reason });
  await app.settled();
  const { rows } = await host.see('review.list', {});
  const { id: itemId } = present(
    rows.find(({ item }) => 'threadId' in item.subject && item.subject.threadId === threadId),
  ).item;
  const rev = async () => (await host.see('review.get', { itemId })).item.rev;
  await host.do('review.claim', { itemId, rev: await rev() });
  await host.do('review.note', { itemId, rev: await rev(), words: 'I know them.' });
  await host.do('review.resolve', {
    itemId,
    rev: await rev(),
    act: 'remove',
    rule: 'be-kind',
    words: 'Kinder, please.',
  });
  await host.do('review.undo', { itemId, rev: await rev() });
  return itemId;
}

/** Somebody who has a photo, takes it away, and has another. */
async function pictured(member: Person): Promise<void> {
  const face = await gradient(300, 300).jpeg().toBuffer();
  const [first, second] = [await upload(member, face, 'photo'), await upload(member, face, 'photo')];
  await member.do('photo.set', { fileId: first.id });
  await member.do('photo.remove', {});
  await member.do('photo.set', { fileId: second.id });
}

/** A batch of events that comes to be projected: some of them for the second time, the next of them for the first. */
const batch = fc.record({ again: fc.nat(4), more: fc.nat(5) });

const newId = async () => randomBytes(8).toString('hex');

/**
 * What `evolve` says of the aggregate is what `project` writes, however the events are cut into batches and repeated: a
 * decision made on the one is a decision made on the other.
 */
async function requireAgreement<A extends Aggregate, Data>(
  definition: StreamDefinition<A, Data>,
  anew: () => Promise<string>,
): Promise<void> {
  const logsOfIt = [...logs].filter(([stream]) => stream.startsWith(`${definition.contract.prefix}:`));
  expect(logsOfIt.length).toBeGreaterThan(0);
  for (const [, log] of logsOfIt) {
    // The prefix in its name says whose events they are.
    const events = log as readonly EventRecord<Data>[];
    const replay = async (batches: readonly { again: number; more: number }[]) => {
      const id = await anew();
      let expected = await definition.findAggregate(id);
      let done = 0;
      for (const { again, more } of [...batches, { again: 0, more: events.length }]) {
        const some = events.slice(Math.max(0, done - again), done + more);
        if (some.length === 0) continue;
        await definition.project(id, some);
        for (const event of events.slice(done, done + more)) expected = definition.evolve(expected, id, event);
        done = Math.min(done + more, events.length);
        expect({ done, aggregate: await definition.findAggregate(id) }).toEqual({ done, aggregate: expected });
      }
      expect(done).toBe(events.length);
    };
    await fc.assert(fc.asyncProperty(fc.array(batch, { maxLength: 20 }), replay), { numRuns: 15, endOnFailure: true });
  }
}

const agreements: Readonly<Record<string, () => Promise<void>>> = {
  thread: () => requireAgreement(threads, newId),
  room: () => requireAgreement(rooms, newId),
  board: () => requireAgreement(boards, anUnknownBoard),
  person: () => requireAgreement(people, async () => (await app.person()).personId),
  welcome: () => requireAgreement(welcome, newId),
  tags: () => requireAgreement(tags, newId),
  photos: () => requireAgreement(photos, newId),
  group: () => requireAgreement(groups, newId),
  reactions: () => requireAgreement(reactions, newId),
  poll: () => requireAgreement(polls, newId),
  practice: () => requireAgreement(practice, newId),
  entry: () => requireAgreement(entries, newId),
  library: () => requireAgreement(library, newId),
  collection: () => requireAgreement(collections, newId),
  'entry-counts': () => requireAgreement(entryCounts, newId),
  desk: () => requireAgreement(desks, newId),
  review: () => requireAgreement(reviews, newId),
};

test.each(Object.keys(agreements))('the aggregate of a %s is one, evolved or projected', async (prefix) => {
  await agreements[prefix]?.();
});

test('every stream is held to it', () => {
  expect(Object.keys(agreements).sort()).toEqual(streams.map(({ prefix }) => prefix).sort());
});
