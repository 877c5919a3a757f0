import { afterEach, expect } from '@jest/globals';
import { checks } from './checks.ts';

/** Promise L3, of whatever a test has done: whoever has been watching sees what a newcomer sees. */
afterEach(async () => {
  for (const check of checks) {
    for (const { what, live, fresh } of await check()) expect({ what, state: live }).toEqual({ what, state: fresh });
  }
});
