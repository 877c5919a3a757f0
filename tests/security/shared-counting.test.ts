import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Limiter } from '@hearth/server/platform/rate-limit';
import { connectRedis } from '@hearth/server/platform/redis';
import { createLogger } from '@hearth/server/platform/logger';
import { digits } from '@hearth/shared/accounts/budgets';
import { SECRET } from '../support/processes.ts';
import { TestRedis } from '../support/redis.ts';
import { until } from '../support/watching.ts';

let redis: TestRedis;
let lines: ReturnType<typeof connectRedis>[];
let limiters: [Limiter, Limiter];
beforeAll(async () => {
  redis = await TestRedis.start();
  lines = [1, 2].map(() => connectRedis(redis.url, createLogger('silent')));
  await until(() => lines.every(({ status }) => status === 'ready'), 'both lines');
  limiters = [new Limiter(lines[0] ?? null, SECRET), new Limiter(lines[1] ?? null, SECRET)];
});
afterAll(async () => {
  for (const line of lines) line.disconnect();
  await redis.close();
});

const { points, seconds } = digits;
const whose = (key: string) => ({ key, isTogether: false });

/** How many points the two give who take turns. */
async function given(key: string, tries: number): Promise<number> {
  let count = 0;
  for (let n = 0; n < tries; n++) if ((await limiters[n % 2 === 0 ? 0 : 1].take(digits, whose(key))) === 0) count += 1;
  return count;
}

test('servers count together, and a point that one gives back the other has', async () => {
  const ana = whose('ana@example.org');
  expect(await given(ana.key, 4 * points)).toBe(points);
  const left = await limiters[0].left(digits, ana);
  expect(left).toMatchObject({ most: points, points: 0 });
  // As much as has passed since is less.
  expect(left.seconds).toBeGreaterThan(seconds - 60);
  expect(left.seconds).toBeLessThanOrEqual(seconds);
  const ben = whose('ben@example.org');
  expect(await given(ben.key, points)).toBe(points);
  await limiters[0].giveBack(digits, ben);
  expect(await limiters[1].take(digits, ben)).toBe(0);
  expect(await limiters[1].take(digits, ben)).toBeGreaterThan(0);
});

test('Redis learns no address of anybody', async () => {
  await limiters[0].take(digits, whose('eve@example.org'));
  const keys = (await lines[0]?.keys('*')) ?? [];
  expect(keys.length).toBeGreaterThan(0);
  expect(keys.join()).not.toContain('example.org');
});

test('nobody gets more than there is by giving back what was never taken', async () => {
  const cleo = whose('cleo@example.org');
  for (let n = 0; n < 3; n++) await limiters[0].giveBack(digits, cleo);
  expect(await given(cleo.key, 4 * points)).toBe(points);
});

test('while Redis is away each server counts for itself', async () => {
  await redis.kill();
  await until(() => lines.every(({ status }) => status !== 'ready'), 'Redis to be missed');
  expect(await given('dan@example.org', 4 * points)).toBe(2 * points);
  await redis.start();
  await until(() => lines.every(({ status }) => status === 'ready'), 'Redis to be back');
  expect(await given('dan@example.org', 4 * points)).toBe(points);
});
