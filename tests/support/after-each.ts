import { afterAll, afterEach, expect } from '@jest/globals';
import { checks, closers } from './checks.ts';

/** Promise L3, of whatever a test has done: whoever has been watching sees what a newcomer sees. */
afterEach(async () => {
  for (const check of checks) {
    for (const { what, live, fresh } of await check()) expect({ what, state: live }).toEqual({ what, state: fresh });
  }
});

/** Whoever is still connected leaves, also where a test has failed before it came to that. */
afterAll(() => {
  for (const close of closers) close();
  closers.clear();
});
