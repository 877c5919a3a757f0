import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dayOf, spanOf } from '@hearth/server/features/notifications/days';
import { NotificationModel } from '@hearth/server/features/notifications/model';
import { tellFollowers } from '@hearth/server/features/notifications/notify-followers';
import { anyJob } from '@hearth/server/jobs/job';
import { JobRunner } from '@hearth/server/jobs/runner';
import { openApp, type TestApp } from '../support/app.ts';
import { anEntry, otherParts, renewEntry, turnVersion } from '../support/library.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

test('of two servers one tells what came of a day, and where both do each follower is told once', async () => {
  const [owner, curator] = [await app.person(), await app.person({ role: 'moderator' })];
  const { id: entryId } = await anEntry({ owner, curator });
  const followers = await Promise.all(Array.from({ length: 3 }, () => app.person()));
  for (const one of followers) await one.do('follow.set', { what: { entryId }, level: 'follow' });
  app.clock.advance(1_000);
  const { version } = await renewEntry(owner, entryId, { parts: otherParts() });
  await turnVersion(curator, entryId, 'accept', version);
  await app.settled();

  const { clock, log, metrics } = app.services;
  const second = new JobRunner([anyJob(tellFollowers)], {
    ...{ clock, log, metrics },
    run: (job, input, run) => job.run(app.services, input, run),
  });
  const day = dayOf(clock.now());
  app.clock.advance(spanOf(day).to.getTime() - clock.now().getTime() + 1_000);
  await Promise.all([second.settled(20_000), app.services.jobs.settled(20_000)]);
  await second.stop(0);
  const told = async () =>
    (await NotificationModel.find({ about: 'renewed', threadId: entryId }).lean())
      .map(({ personId }) => personId)
      .sort();
  const each = followers.map(({ personId }) => personId).sort();
  expect(await told()).toEqual(each);

  // As if each had taken it for one that a server had left.
  const run = { signal: new AbortController().signal, isLast: false };
  const input = { about: 'renewed' as const, of: entryId, day };
  await Promise.all([1, 2].map(() => tellFollowers.run(app.services, input, run)));
  await app.settled();
  expect(await told()).toEqual(each);
  for (const one of followers) expect((await one.see('bell.count', {})).total).toBe(1);
});
