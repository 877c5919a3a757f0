import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
// Whatever a server imports has made its models by now.
import '@hearth/server/serve';
import { beginErasing } from '@hearth/server/features/accounts/store';
import { features, personalData } from '@hearth/server/features/index';
import { takeOut } from '@hearth/server/features/privacy/erase';
import { nothingPersonal, personalStream, type PersonalData } from '@hearth/server/personal-data/declaration';
import { commit } from '@hearth/server/streams/commit';
import { anyStream, prefixOf, type Aggregate, type StreamDefinition } from '@hearth/server/streams/definition';
import { EventModel } from '@hearth/server/streams/model';
import { StreamRegistry } from '@hearth/server/streams/registry';
import { features as contracts } from '@hearth/shared/contract';
import type { Byline } from '@hearth/shared/accounts/entity';
import { stream } from '@hearth/shared/kernel/stream';
import { ruleId } from '@hearth/shared/house-rules/entity';
import mongoose from 'mongoose';
import { z } from 'zod';
import { aBoard, aBoardOf, aRoom, aThread } from '../support/builders.ts';
import { aPoll } from '../security/things.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { aCollection } from '../support/collections.ts';
import { anEntry, aPostWithFile, otherParts, renewEntry, turnVersion } from '../support/library.ts';
import { present } from '../support/parts.ts';
import { removeAs } from '../support/removing.ts';
import { gradient, upload } from '../support/uploads.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

const declaredBy = (kept: readonly PersonalData[]) =>
  kept.flatMap(({ streams }) => streams.map(({ prefix }) => prefix));
const definitions = features.flatMap(({ streams }) => streams.map(({ definition }) => definition));

/** Those that are not claimed exactly once. */
const amiss = (names: readonly string[], claims: readonly string[]) =>
  [...new Set([...names, ...claims])].filter(
    (name) => !names.includes(name) || claims.filter((claim) => claim === name).length !== 1,
  );

test('every collection is claimed once, and nothing is claimed that is not there', () => {
  const claims = personalData.flatMap(({ collections }) => collections);
  expect(mongoose.modelNames()).toEqual(expect.arrayContaining(['Event', 'Person', 'Post', 'Question', 'Tally']));
  expect(amiss(mongoose.modelNames(), claims)).toEqual([]);
  const others = amiss([...mongoose.modelNames(), 'Visit'], [...claims, 'Post', 'Nobody']);
  expect(others.sort()).toEqual(['Nobody', 'Post', 'Visit']);
});

test('no two features export a field of the same name', () => {
  const fields = contracts.flatMap(({ exported }) => Object.keys(exported));
  expect(fields).toContain('posts');
  expect(fields.filter((field, place) => fields.indexOf(field) !== place)).toEqual([]);
});

interface Visit {
  readonly visitor: Byline | null;
  readonly greeting: string;
}

/** A feature that is made up for this test, as it would declare itself. */
function aVisitorsBook() {
  const pages = new Map<string, Aggregate>();
  const visits: StreamDefinition<Aggregate, Visit> = {
    contract: stream('visit', {
      id: z.string(),
      change: z.strictObject({ type: z.literal('visit.changed') }),
      audiences: ['public'],
    }),
    findAggregate: async (id) => pages.get(id) ?? null,
    evolve: (_before, _id, { seq, mark }) => ({ seq, mark }),
    project: async (id, events) => events.forEach(({ seq, mark }) => pages.set(id, { seq, mark })),
    subjectsOf: () => [],
    present: () => null,
  };
  const kept: PersonalData = {
    ...nothingPersonal,
    streams: [
      personalStream(visits, {
        names: ['visitor.personId'],
        redact:
          (_id, { personId }) =>
          (data) =>
            data.visitor?.personId === personId ? { visitor: null, greeting: '' } : data,
      }),
    ],
  };
  return { visits, kept };
}

test('a stream of which nobody says where it names people is not let in, nor one of which two do', () => {
  const { visits, kept } = aVisitorsBook();
  const registryOver = (declared: readonly PersonalData[]) =>
    new StreamRegistry([...definitions, anyStream(visits)], [], declaredBy(declared));
  expect(() => registryOver(personalData)).toThrow('where visit streams name people is declared 0 times');
  expect(() => registryOver([...personalData, kept, kept])).toThrow('declared 2 times');
  expect(registryOver([...personalData, kept]).definitionOf('visit:1').contract.prefix).toBe('visit');
});

test('the full name in an event of a new stream is gone after an erasure, and everybody else’s stays', async () => {
  const { visits, kept } = aVisitorsBook();
  const [ana, ben] = [await app.person({ name: 'Quetzal Visitor' }), await app.person({ name: 'Bruno Stays' })];
  const registry = new StreamRegistry(
    [...definitions, anyStream(visits)],
    features.flatMap(({ reactions }) => reactions),
    declaredBy([...personalData, kept]),
  );
  const services = { ...app.services, streams: { ...app.services.streams, registry } };
  for (const person of [ana, ben]) {
    const { me } = await person.see('account.me', {});
    if (!me) throw new Error('nobody is signed in');
    const { id, name, work, school, state } = me;
    const visitor = { personId: id, name, work, school, state };
    const cause = { commandId: randomUUID(), issuer: id };
    await commit(services.streams, visits, 'lobby', cause, () => ({ visitor, greeting: `Welcome, ${name}!` }));
  }
  await app.settled();
  const log = async () => JSON.stringify(await EventModel.find({ stream: 'visit:lobby' }).sort({ seq: 1 }).lean());
  expect(await log()).toMatch(/Welcome, Quetzal Visitor!.*Welcome, Bruno Stays!/);

  const closed = await beginErasing(ana.personId, 'keep', app.clock.now());
  if (!closed) throw new Error('nobody was closed');
  expect(await takeOut(services, [...personalData, kept], closed, 'keep')).toBe(true);
  expect(await log()).not.toMatch(new RegExp(`Quetzal|${ana.personId}`));
  expect(await log()).toContain('Welcome, Bruno Stays!');
  expect(await takeOut(services, [...personalData, kept], closed, 'keep')).toBe(false);
});

/** Where in a value one of these stands, without places in lists: `hosts.personId`. */
function pathsOf(value: unknown, wanted: ReadonlySet<string>, path: readonly string[] = []): string[] {
  if (typeof value === 'string') return wanted.has(value) ? [path.join('.')] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, held]) =>
    pathsOf(held, wanted, Array.isArray(value) ? path : [...path, name]),
  );
}

test('every place where an event names somebody is one by which the log is searched', async () => {
  const [ana, ben] = [await app.person({ role: 'moderator' }), await app.person({ role: 'moderator' })];
  const { id: threadId } = await aThread(ana, await aBoard({ kind: 'question' }));
  await ben.do('post.reply', { threadId, text: 'Regretted' });
  const { post } = await ana.do('post.reply', { threadId, text: 'Which?', poll: aPoll });
  await ana.do('poll.change', { pollId: present(post.poll), poll: { ...aPoll, question: 'Which one?' } });
  await ana.do('answer.accept', { threadId, no: 2 });
  await ana.do('practice.start', { threadId, picked: [] });
  await ana.do('practice.publish', { threadId });
  await ana.do('library.give-note', { threadId });
  const { id: entryId } = await anEntry({ owner: ana, curator: ben });
  await renewEntry(ana, entryId);
  await turnVersion(ben, entryId, 'accept', 2);
  await renewEntry(ana, entryId, { parts: otherParts('newest') });
  await aCollection(ben, [entryId]);
  await removeAs(ana, { threadId, no: 2 });
  await ben.do('post.reply', { threadId, text: 'Of a child' });
  await ben.do('post.delete', { threadId, no: 4 });
  await ana.do('post.purge', { threadId, no: 4, reason: 'It told of a child.' });
  await ana.do('thread.lock', { threadId, reason: 'Enough.' });
  const { id: roomId } = await aRoom(ana);
  await ben.do('question.ask', { roomId, text: 'With a name?', anonymous: false });
  await ben.do('question.ask', { roomId, text: 'Without one?', anonymous: true });
  const { id: fileId } = await upload(ana, await gradient(300, 300).jpeg().toBuffer(), 'photo');
  await ana.do('photo.set', { fileId });
  await ana.do('group.create', { name: 'Ohio', purpose: 'Coordinators.', language: 'en', kind: 'open' });
  await ben.do('report.make', { subject: { kind: 'person', personId: ana.personId }, reason: 'spam', note: '' });
  const [row] = (await ben.see('review.list', {})).rows;
  const itemId = present(row).item.id;
  const { rev } = await ben.do('review.claim', { itemId, rev: 1 });
  const given = await ben.do('review.assign', { itemId, rev, to: ben.personId });
  await ben.do('review.resolve', { itemId, rev: given.rev, act: 'none', rule: null, words: '' });
  const warned = { kind: 'warning', ruleId: ruleId.parse('be-kind'), words: 'Please.', until: null } as const;
  const { sanctionId } = await ben.do('sanction.impose', { personId: ana.personId, ...warned });
  await ana.do('sanction.appeal', { sanctionId, words: 'Why?' });
  const ida = await app.person({ role: 'admin' });
  const closed = await aBoardOf(ana, { read: { circle: 'nobody', groups: [] } });
  await ida.do('library.suggest', await aPostWithFile(ana));
  await ida.do('board.break-glass', { boardId: closed, reason: 'Somebody was threatened' });
  await app.settled();
  const ids = new Set<string>([ana.personId, ben.personId, ida.personId]);
  const events = await EventModel.find({ stream: { $not: /^visit:/ } }).lean();
  const named = events.flatMap(({ stream, data }) => pathsOf(data, ids).map((path) => `${prefixOf(stream)} ${path}`));
  const declared = personalData.flatMap(({ streams }) =>
    streams.flatMap(({ prefix, names }) => names.map((name) => `${prefix} ${name}`)),
  );
  // Each was met, and no other.
  expect([...new Set(named)].sort()).toEqual(declared.sort());
});
