import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { AggregateCache } from '@hearth/server/streams/aggregate-cache';
import { commit } from '@hearth/server/streams/commit';
import { CommandQueue } from '@hearth/server/streams/command-queue';
import type { Aggregate, StreamDefinition } from '@hearth/server/streams/definition';
import { readFrom } from '@hearth/server/streams/store';
import { tally } from '@hearth/server/streams/tally';
import { TallyModel } from '@hearth/server/streams/tally-model';
import { forgetEntriesOf, putEntry } from '@hearth/server/streams/tally-store';
import { stream as define } from '@hearth/shared/kernel/stream';
import { z } from 'zod';
import { openApp, type TestApp } from '../support/app.ts';

/** A tally of a feature that does not exist: who comes to which meeting. */
type Answer = 'yes' | 'maybe' | 'no';
type Counts = Readonly<Record<Answer, number>>;
interface Meetings extends Aggregate {
  readonly counts: Readonly<Record<string, Counts>>;
}

/** Each process has its own; what is stored is all they share. */
const meetings = (): StreamDefinition<Meetings, Meetings['counts']> => ({
  contract: define('meetings', {
    id: z.string(),
    change: z.object({ type: z.literal('meetings.changed') }),
    audiences: ['public'],
  }),
  async findAggregate(id) {
    const events = await readFrom<Meetings['counts']>(`meetings:${id}`, 1, 1_000);
    return events.reduce<Meetings | null>((before, event) => this.evolve(before, id, event), null);
  },
  evolve: (before, _id, { seq, mark, data }) => ({ seq, mark, counts: { ...before?.counts, ...data } }),
  project: async () => {},
  subjectsOf: (counts) => Object.keys(counts),
  present: () => null,
});

function rsvpsOf(stream: ReturnType<typeof meetings>) {
  return tally({
    name: 'test-rsvps',
    stream,
    values: ['yes', 'maybe', 'no'],
    announce: (aggregate, counted) => {
      const isNew = (subject: string, counts: Counts) =>
        JSON.stringify(aggregate?.counts[subject]) !== JSON.stringify(counts);
      const news = counted.filter(({ subject, counts, isFresh }) => isFresh || isNew(subject, counts));
      return news.length === 0 ? null : Object.fromEntries(news.map(({ subject, counts }) => [subject, counts]));
    },
  });
}

let app: TestApp;
let streamId: string;
const stream = meetings();
const rsvps = rsvpsOf(stream);
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  streamId = randomUUID().slice(0, 16);
  await commit(app.services.streams, stream, streamId, { commandId: randomUUID(), issuer: 'system' }, () => ({}));
});

const say = (personId: string, value: Answer | null, subject = 'monday') =>
  rsvps.put(app.services, { streamId, subject, personId, value });
const told = async () => (await stream.findAggregate(streamId))?.counts;
const events = async () => (await readFrom<Meetings['counts']>(`meetings:${streamId}`, 2, 1_000)).length;
const fresh = () => TallyModel.countDocuments({ streamId, fresh: { $exists: true } });
const settled = () => app.services.use(rsvps.announcer).settled();

test('each value is counted, what is said last counts, and what is taken back does not', async () => {
  await Promise.all([say('ana', 'yes'), say('ben', 'yes'), say('eva', 'maybe'), say('ida', 'no', 'friday')]);
  await settled();
  expect(await told()).toEqual({ monday: { yes: 2, maybe: 1, no: 0 }, friday: { yes: 0, maybe: 0, no: 1 } });
  await Promise.all([say('ben', 'no'), say('eva', null)]);
  await settled();
  expect((await told())?.['monday']).toEqual({ yes: 1, maybe: 0, no: 1 });
  expect(await TallyModel.countDocuments({ streamId, subject: 'monday' })).toBe(3);
  expect(await rsvps.readIn('ben', streamId)).toEqual([{ subject: 'monday', value: 'no' }]);
  expect(await rsvps.readIn('eva', streamId)).toEqual([]);
  expect(await rsvps.readAllOf('eva')).toMatchObject([{ streamId, subject: 'monday', value: null }]);
});

test('what many say at once is told in one event, and the same said again in none', async () => {
  const people = Array.from({ length: 40 }, (_, n) => `person-${n}`);
  await Promise.all(people.map((personId, n) => say(personId, n % 2 ? 'yes' : 'no', n % 4 < 2 ? 'monday' : 'friday')));
  await settled();
  const before = await events();
  expect(before).toBeLessThan(5);
  await Promise.all(people.map((personId, n) => say(personId, n % 2 ? 'yes' : 'no', n % 4 < 2 ? 'monday' : 'friday')));
  await settled();
  expect(await events()).toBe(before);
  expect(await told()).toEqual({ monday: { yes: 10, maybe: 0, no: 10 }, friday: { yes: 10, maybe: 0, no: 10 } });
});

test('two tallies with the same subjects do not count each other’s entries', async () => {
  const other = { tally: 'test-thanks', streamId, subject: 'monday', personId: 'ana', value: 'yes', at: new Date(0) };
  await putEntry(other);
  await say('ana', 'no');
  await settled();
  expect((await told())?.['monday']).toEqual({ yes: 0, maybe: 0, no: 1 });
  await rsvps.recount(app.services);
  await settled();
  expect(await fresh()).toBe(1);
  expect(await rsvps.readIn('ana', streamId)).toEqual([{ subject: 'monday', value: 'no' }]);
});

test('two processes that announce at once end at the counts there are', async () => {
  const processes = [1, 2].map(() => {
    const own = { ...app.services.streams, commandQueue: new CommandQueue(500), aggregates: new AggregateCache() };
    return rsvpsOf(meetings()).announcer.open({ ...app.services, streams: own });
  });
  const answers = ['yes', 'maybe', 'no', null] as const;
  const people = Array.from({ length: 12 }, (_, n) => `person-${n}`);
  for (let round = 0; round < 8; round++) {
    await Promise.all(
      people.map(async (personId, n) => {
        const value = answers[(n * 7 + round * 3) % 4] ?? null;
        await putEntry({ tally: 'test-rsvps', streamId, subject: 'monday', personId, value, at: new Date() });
        processes[n % 2]?.touch(streamId, 'monday');
        if (n % 4 === 0) void processes[(n / 4) % 2]?.settled();
      }),
    );
    await Promise.all(processes.map((announcer) => announcer.settled()));
    const count = (value: Answer) => TallyModel.countDocuments({ streamId, subject: 'monday', value });
    expect((await told())?.['monday']).toEqual({
      yes: await count('yes'),
      maybe: await count('maybe'),
      no: await count('no'),
    });
    expect(await fresh()).toBe(0);
  }
});

test('L11: what a process that died had not announced is counted again, once it is old enough', async () => {
  const at = app.clock.now();
  for (const personId of ['ana', 'ben'])
    await putEntry({ tally: 'test-rsvps', streamId, subject: 'monday', personId, value: 'maybe', at });
  await rsvps.recount(app.services);
  await settled();
  expect(await events()).toBe(0);
  app.clock.advance(3_000);
  await rsvps.recount(app.services);
  await settled();
  expect((await told())?.['monday']).toEqual({ yes: 0, maybe: 2, no: 0 });
  expect([await events(), await fresh()]).toEqual([1, 0]);
});

test('who is forgotten stays counted in every tally, and nobody can tell whose entries are one person’s', async () => {
  await Promise.all([say('ana', 'yes'), say('ana', 'no', 'friday'), say('ben', 'yes')]);
  await forgetEntriesOf('ana');
  await settled();
  expect(await told()).toEqual({ monday: { yes: 2, maybe: 0, no: 0 }, friday: { yes: 0, maybe: 0, no: 1 } });
  const names: string[] = await TallyModel.distinct('personId', { streamId });
  expect(names.filter((name) => /^former-[0-9a-f]{24}$/.test(name))).toHaveLength(2);
  expect(await rsvps.readAllOf('ana')).toEqual([]);
});
