import { expect, test } from '@jest/globals';
import { sound } from './scenarios/proven.ts';
import { soaked } from './scenarios/soak.ts';

test('F21: what a server holds does not grow with what is posted, nor with who comes and goes', async () => {
  const proven = sound(await soaked({ clients: 100, perSecond: 20, warmUpMs: 2_000, measuredMs: 5_000 }));
  const { grown, grownHandles, skipped, sent, history } = proven;
  expect(history.count('ok')).toBe(sent);
  expect({ grownHandles, skipped }).toEqual({ grownHandles: [], skipped: 0 });
  // A hundred bytes kept of each delivery would be as much again; a minute's slope cannot be told from five seconds.
  expect(grown).toBeLessThan(3e6);
}, 120_000);
