import { afterAll, afterEach, expect } from '@jest/globals';
import { checks, closers } from './checks.ts';

/** Promise L3, of whatever a test has done: whoever has been watching sees what a newcomer sees. */
afterEach(async () => {
  for (const check of checks) {
    for (const { what, live, fresh } of await check()) expect({ what, state: live }).toEqual({ what, state: fresh });
  }
});

/** Whoever is still connected leaves, and what is still open closes, also where a test has failed before it came to that. */
afterAll(async () => {
  const closing = [...closers].map(async (close) => close());
  closers.clear();
  await Promise.all(closing);
}, 60_000);
