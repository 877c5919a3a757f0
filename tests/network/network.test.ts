import { expect, test } from '@jest/globals';
import { ills } from '../support/history/check.ts';
import { DAY, planDay } from './day.ts';
import { simulate } from './network.ts';

test('a planned day is the same for the same seed, and people come to the office hour', () => {
  const visits = planDay(200, 7);
  expect(visits).toEqual(planDay(200, 7));
  expect(visits).not.toEqual(planDay(200, 8));
  expect(visits.filter(({ place }) => place === 'office hour').length).toBeGreaterThan(20);
  for (const { from, to, acts } of visits) {
    expect(from).toBeLessThan(to);
    for (const { at } of acts) expect(at).toBeLessThanOrEqual(Math.min(to, DAY));
  }
});

test('L1–L7: a day of a small network loses nothing, while everything is restarted under it', async () => {
  const run = await simulate({ members: 120, minuteMs: 20_000 / DAY, seed: 3, say: () => {} });
  const { details, ...found } = run.verdict;
  expect({ found, details: details.slice(0, 5) }).toEqual({
    found: Object.fromEntries(ills.map((ill) => [ill, 0])),
    details: [],
  });
  expect(run.broken).toEqual([]);
  // A proxy may say 502 or 503 while things restart; a fault of ours would be a 500, or no answer.
  expect(run.pageLoads.filter(({ status }) => ![200, 502, 503].includes(status))).toEqual([]);
  expect([run.votesLost, run.votesDoubled]).toEqual([0, 0]);
  // Every command has its answer; who asked when the office hour was over was told so.
  const refusals = run.history.entries.flatMap((entry) => (entry.kind === 'fail' ? [entry.reason] : []));
  expect(run.history.count('ok') + refusals.length).toBe(run.history.count('invoke'));
  expect(refusals.filter((reason) => !['room-not-live', 'room-ended', 'asking-closed'].includes(reason))).toEqual([]);
  expect(run.history.count('received')).toBeGreaterThan(100);
}, 120_000);
