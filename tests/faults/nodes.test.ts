import { expect, test } from '@jest/globals';
import { clocksDiffer, oneDies, redisFails, restarted, storm } from './scenarios/nodes.ts';
import { sound, type Proven } from './scenarios/proven.ts';

function everythingAnswered(proven: Proven): void {
  sound(proven);
  expect(proven.sent).toBeGreaterThan(5);
  expect(proven.history.count('ok')).toBe(proven.sent);
}

test('F4, F5, L10: with Redis killed, empty and frozen, posting never fails and everybody sees everything', async () => {
  const proven = await redisFails([1_500]);
  everythingAnswered(proven);
  expect(proven.history.count('info')).toBe(0);
}, 60_000);

test('F14, L11: one of two servers dies, and its people go on at the other', async () => {
  everythingAnswered(await oneDies(2_000));
}, 60_000);

test('F3, L7, L11: restarts by SIGTERM under posts end in time and are noticed only as a pause', async () => {
  const proven = await restarted(1);
  everythingAnswered(proven);
  expect(proven.slowestStopMs).toBeLessThan(10_000);
}, 60_000);

test('F13, L1, L3: a clock that is ten minutes off, and jumps back an hour, decides nothing', async () => {
  const proven = await clocksDiffer([-600_000]);
  everythingAnswered(proven);
  expect(Math.abs(proven.offMs + 600_000 + 3_600_000)).toBeLessThan(60_000);
}, 60_000);

test('F15, L3, L5: two hundred clients that come back at once all catch up', async () => {
  everythingAnswered(await storm(200));
}, 120_000);
