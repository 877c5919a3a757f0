import { randomUUID } from 'node:crypto';
import { setTimeout as passed } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anyJob, type Job } from '@hearth/server/jobs/job';
import { pauseAfter } from '@hearth/server/jobs/kind-runner';
import { JobModel } from '@hearth/server/jobs/model';
import { JobRunner } from '@hearth/server/jobs/runner';
import { readDead, reviveDead } from '@hearth/server/jobs/store';
import { sendCode } from '@hearth/server/features/accounts/codes';
import { z } from 'zod';
import { openApp, type TestApp } from '../support/app.ts';
import { until } from '../support/watching.ts';

let app: TestApp;
const runners: JobRunner[] = [];
beforeAll(async () => {
  app = await openApp({ LOG_LEVEL: 'silent' });
});
afterAll(async () => {
  for (const runner of runners) await runner.stop(0);
  await app.close();
});

type Told = { readonly n: number };

/** A kind of job that notes what it was given. */
function aKind(work: Job<Told>['run'] = async () => {}, { attempts = 3, atOnce = 2, isInTurns = false } = {}) {
  const seen: number[] = [];
  const job: Job<Told> = {
    name: `test.${randomUUID()}`,
    input: z.object({ n: z.number() }),
    attempts,
    atOnce,
    ...(isInTurns && { inTurns: true }),
    async run(services, input, run) {
      seen.push(input.n);
      await work(services, input, run);
    },
  };
  return { job, seen };
}

/** What does these jobs in one server. */
function aRunner(...jobs: readonly Job<Told>[]): JobRunner {
  const { clock, log, metrics } = app.services;
  const run = (...[job, input, its]: Parameters<ConstructorParameters<typeof JobRunner>[1]['run']>) =>
    job.run(app.services, input, its);
  const runner = new JobRunner(jobs.map(anyJob), { clock, log, metrics, run });
  runners.push(runner);
  return runner;
}

const recordOf = ({ name }: Job<Told>, key: string) => JobModel.findById(`${name}/${key}`).lean();

test('the same key is the same job: scheduled by two at once and again when it is done, it is done once', async () => {
  const { job, seen } = aKind();
  const [one, other] = [aRunner(job), aRunner(job)];
  await Promise.all([one, other].map((runner, n) => runner.schedule(job, { key: 'k', input: { n: n + 1 } })));
  await Promise.all([one.settled(10_000), other.settled(10_000)]);
  await other.schedule(job, { key: 'k', input: { n: 3 }, about: 'somebody' });
  await other.settled(10_000);
  expect(seen).toHaveLength(1);
  const kept = await recordOf(job, 'k');
  expect(kept).toMatchObject({ status: 'done', attempts: 1 });
  expect(kept).not.toHaveProperty('input');
});

test('it is done at its time and not before, and not at all when it was cancelled', async () => {
  const { job, seen } = aKind();
  const runner = aRunner(job);
  const at = new Date(app.clock.now().getTime() + 3_600_000);
  for (const n of [1, 2]) await runner.schedule(job, { key: String(n), at, input: { n } });
  await runner.settled(10_000);
  expect(seen).toEqual([]);
  await runner.cancel(job, '2');
  app.clock.advance(3_600_000);
  await runner.settled(10_000);
  expect(seen).toEqual([1]);
});

test('H28: where people take turns, nobody waits for all that somebody else has sent before', async () => {
  const { job, seen } = aKind(async () => {}, { atOnce: 1, isInTurns: true });
  const runner = aRunner(job);
  const at = new Date(app.clock.now().getTime() + 60_000);
  // Whose it is stands in the tens.
  for (const n of [10, 11, 12, 13, 14, 20, 30, 31])
    await runner.schedule(job, { key: String(n), at, input: { n }, about: `person-${Math.floor(n / 10)}` });
  app.clock.advance(60_000);
  await runner.settled(10_000);
  expect(seen).toEqual([10, 20, 30, 11, 31, 12, 13, 14]);
});

test('what fails is tried again after longer and longer pauses, and put aside after the last; from there it can be retried', async () => {
  const fault = { isThere: true };
  const { job, seen } = aKind(async () => {
    if (fault.isThere) throw new Error('away');
  });
  const runner = aRunner(job);
  await runner.schedule(job, { key: 'k', input: { n: 1 } });
  for (const tries of [1, 2, 3]) {
    await runner.settled(10_000);
    expect(seen).toHaveLength(tries);
    app.clock.advance(pauseAfter(tries) + 1);
  }
  await runner.settled(10_000);
  expect(seen).toHaveLength(3);
  const id = `${job.name}/k`;
  expect(await readDead()).toEqual([expect.objectContaining({ _id: id, attempts: 3 })]);
  expect(await app.services.metrics.text()).toMatch(/^hearth_jobs_dead 1$/m);
  fault.isThere = false;
  expect(await recordOf(job, 'k')).toHaveProperty('endsAt');
  expect(await reviveDead(id, app.clock.now())).toBe(1);
  // Or the store might delete it before it is done.
  expect(await recordOf(job, 'k')).not.toHaveProperty('endsAt');
  await runner.settled(10_000);
  expect(await recordOf(job, 'k')).toMatchObject({ status: 'done' });
  expect([1, 2, 3, 20].map(pauseAfter)).toEqual([1_000, 4_000, 16_000, 3_600_000]);
});

test('so many of a kind run at once, and a kind that hangs holds up no other', async () => {
  const gate = Promise.withResolvers<undefined>();
  const [slow, quick] = [aKind(() => gate.promise), aKind()];
  const runner = aRunner(slow.job, quick.job);
  for (const n of [1, 2, 3]) await runner.schedule(slow.job, { key: String(n), input: { n } });
  await runner.schedule(quick.job, { key: 'k', input: { n: 9 } });
  await until(() => quick.seen.length === 1 && slow.seen.length === 2, 'both kinds to be at it');
  await passed(100);
  expect(slow.seen).toHaveLength(2);
  gate.resolve(undefined);
  await runner.settled(10_000);
  expect(slow.seen).toHaveLength(3);
});

test('a server that ends gives back what it cannot finish, and another one does it', async () => {
  const { job, seen } = aKind(async (_services, _input, { signal }) => {
    if (seen.length > 1) return;
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('gave up'))));
  });
  const ending = aRunner(job);
  await ending.schedule(job, { key: 'k', input: { n: 1 } });
  await until(() => seen.length === 1, 'the job to be begun');
  await ending.stop(0);
  expect(await recordOf(job, 'k')).toMatchObject({ status: 'waiting', attempts: 0 });
  await aRunner(job).settled(10_000);
  expect(await recordOf(job, 'k')).toMatchObject({ status: 'done', attempts: 1 });
});

test('what a process that died was at is done again by one other, and a job that outlasts a lease is done once', async () => {
  const { job, seen } = aKind(() => passed(10_000));
  const runner = aRunner(job);
  const lost = { kind: job.name, status: 'running', holder: 'somebody who died', beat: 3, attempts: 1 } as const;
  await JobModel.insertOne({ _id: `${job.name}/k`, ...lost, at: new Date(0), input: { n: 1 } });
  const other = aRunner(job);
  await until(() => seen.length === 1, 'the job to be taken over', 20_000);
  await Promise.all([runner.settled(20_000), other.settled(20_000)]);
  await until(async () => (await recordOf(job, 'k'))?.status === 'done', 'the job to be done', 20_000);
  expect(seen).toEqual([1]);
  expect(await recordOf(job, 'k')).toMatchObject({ attempts: 2 });
}, 60_000);

test('a code that nobody waits for any more is not mailed, and nothing that lets anybody in is in the store', async () => {
  const person = await app.person();
  const { me } = await person.see('account.me', {});
  const email = me?.email ?? '';
  const ago = new Date(app.clock.now().getTime() - 1_000);
  const key = randomUUID();
  const before = app.services.mailer.inbox()?.length;
  await app.services.jobs.schedule(sendCode, { key, input: { email, signUpId: null }, endsAt: ago, about: email });
  await app.settled();
  expect(app.services.mailer.inbox()).toHaveLength(before ?? NaN);
  await app.stranger().do('account.request-code', { email, locale: 'en' });
  const [job] = await JobModel.find({ kind: sendCode.name, about: email, status: 'waiting' }).lean();
  if (job) expect(job.input).toEqual({ email, signUpId: null });
  await app.settled();
  const token = /token=([\w-]+)/.exec(app.services.mailer.inbox()?.[0]?.text ?? '')?.[1] ?? 'none';
  expect(JSON.stringify(await JobModel.find().lean())).not.toContain(token);
});

test('what waits for somebody goes when they are erased', async () => {
  const person = await app.person();
  const email = (await person.see('account.me', {})).me?.email ?? '';
  const at = new Date(app.clock.now().getTime() + 3_600_000);
  for (const about of [email, person.personId])
    await app.services.jobs.schedule(sendCode, { key: randomUUID(), input: { email, signUpId: null }, at, about });
  await person.do('account.erase', { email, words: 'keep' });
  await app.settled();
  expect(await JobModel.countDocuments({ about: { $in: [email, person.personId] } })).toBe(0);
});
