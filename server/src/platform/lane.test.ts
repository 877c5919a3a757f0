import { expect, test } from '@jest/globals';
import { Lane } from './lane.ts';

test('one piece of work runs after the other, whatever becomes of the one before', async () => {
  const lane = new Lane();
  const said: string[] = [];
  const work = (name: string, fails = false) =>
    lane.run(async () => {
      said.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      said.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const done = await Promise.allSettled([work('one'), work('two', true), work('three')]);
  await lane.settled();
  expect(done.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(said).toEqual(['one begins', 'one ends', 'two begins', 'two ends', 'three begins', 'three ends']);
});
