import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runCommand } from '@hearth/server/commands';
import { BookmarkModel } from '@hearth/server/features/bookmarks/model';
import { ScheduledModel } from '@hearth/server/features/scheduled/model';
import { JobModel } from '@hearth/server/jobs/model';
import type { Jobs } from '@hearth/server/jobs/jobs';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { aBoard, aThread } from '../support/builders.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

const HOUR_MS = 3_600_000;
const PAIRS = 30;
const zone = 'America/Chicago';
const words = { title: 'Term begins', text: 'See you on Monday.', language: 'en', zone } as const;

let app: TestApp;
let board: BoardId;
let threadId: ThreadId;
let ten: string;
let eleven: string;
beforeAll(async () => {
  app = await openApp();
  board = await aBoard();
  threadId = (await aThread(await app.person(), board)).id;
  [ten = '', eleven = ''] = [10, 11].map((hours) =>
    new Date(app.clock.now().getTime() + hours * HOUR_MS).toISOString(),
  );
});
afterAll(() => app.close());

/** The same for a post that waits and for a reminder: a record that says when, and its job. */
const kinds = {
  'a scheduled post': {
    async begin(person: Person, at: string) {
      const { id } = await person.do('scheduled.put', { boardId: board, ...words, at });
      return {
        name: 'scheduled.change',
        input: (time: string) => ({ id, ...words, at: time }),
        saidNow: async () => present(await ScheduledModel.findById(id).lean()).at.toISOString(),
        stop: () => person.do('scheduled.turn', { id, to: 'stopped' }),
      };
    },
    job: 'scheduled.appear',
  },
  'a reminder': {
    async begin(person: Person, at: string) {
      await person.do('bookmark.set', { threadId, no: 1, reminder: { at, zone } });
      return {
        name: 'bookmark.set',
        input: (time: string) => ({ threadId, no: 1, reminder: { at: time, zone } }),
        saidNow: async () =>
          present(await BookmarkModel.findOne({ personId: person.personId }).lean()).remindAt?.toISOString(),
        stop: () => person.do('bookmark.remove', { threadId, no: 1 }),
      };
    },
    job: 'bookmark.remind',
  },
};

/** The times for which somebody's jobs of a kind wait. */
async function waiting(kind: string, person: Person): Promise<string[]> {
  const jobs = await JobModel.find({ kind, about: person.personId, status: 'waiting' }).lean();
  return jobs.map(({ at }) => at.toISOString());
}

/** Asks a server that dies where it wants to put down a job, or to take one back. */
async function askDying(person: Person, at: 'schedule' | 'cancel', name: string, input: unknown): Promise<void> {
  const { jobs } = app.services;
  const dies = () => Promise.reject(new Error('the server dies'));
  const dying: Jobs = {
    schedule: at === 'schedule' ? dies : (kind, job) => jobs.schedule(kind, job),
    cancel: at === 'cancel' ? dies : (kind, key) => jobs.cancel(kind, key),
    settled: (most) => jobs.settled(most),
  };
  const services = { ...app.services, jobs: dying, log: app.services.log.child({}, { level: 'silent' }) };
  const visitor = await services.sessions.resolve(services, person.cookie);
  const origin = { address: '192.0.2.1', userAgent: '', requestId: 'test', setCookie: null };
  expect(await runCommand({ services, visitor, origin }, name, randomUUID(), input)).toMatchObject({ ok: false });
}

for (const [what, { begin, job }] of Object.entries(kinds)) {
  test(`${what} has its job when two changes of its time cross`, async () => {
    const person = await app.person();
    const { name, input, saidNow } = await begin(person, ten);
    for (let pair = 1; pair <= PAIRS; pair++) {
      await Promise.all([eleven, ten].map((at) => person.post(name, input(at))));
      expect(await waiting(job, person)).toContain(await saidNow());
    }
  });

  test(`${what} has its job wherever the server dies that changes its time`, async () => {
    for (const at of ['schedule', 'cancel'] as const) {
      const person = await app.person();
      const { name, input, saidNow } = await begin(person, ten);
      await askDying(person, at, name, input(eleven));
      expect(await waiting(job, person)).toContain(await saidNow());
    }
  });

  test(`${what} that is put off often and stopped leaves no job`, async () => {
    const person = await app.person();
    const { name, input, stop } = await begin(person, ten);
    for (const at of [eleven, ten, eleven]) await person.post(name, input(at));
    expect(await waiting(job, person)).toEqual([eleven]);
    await stop();
    expect(await waiting(job, person)).toEqual([]);
  });
}
