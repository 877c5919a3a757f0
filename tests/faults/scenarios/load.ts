import type { Driver } from '../../support/driver.ts';
import type { History } from '../../support/history/history.ts';
import { until } from '../../support/watching.ts';

/** Posts at a steady pace in turn, whatever happens, until it is told to stop. */
export function post(threadId: string, drivers: readonly Driver[], perSecond: number): { stop: () => number } {
  let sent = 0;
  let turn = 0;
  const timer = setInterval(() => {
    // A run that failed has closed them all; nothing may keep its process.
    if (drivers.every((one) => !one.isWatching)) clearInterval(timer);
    turn += 1;
    const driver = drivers[turn % drivers.length];
    sent += 1;
    void driver?.post(threadId, `Post ${sent}`);
  }, 1_000 / perSecond);
  return {
    stop: () => {
      clearInterval(timer);
      return sent;
    },
  };
}

/** People are served again: there is something to lose. */
export async function somethingNew(history: History): Promise<void> {
  const before = history.count('ok');
  await until(() => history.count('ok') > before, 'a post to be acknowledged', 20_000);
}

/** Numbers that look random and are the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
