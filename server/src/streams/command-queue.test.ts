import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { CommandQueue } from './command-queue.ts';

/** Writes down who was served with whom; each time takes some turns of the process. */
function aCounter() {
  const served: string[][] = [];
  let underWay = 0;
  const serve = async (names: readonly string[]) => {
    underWay += 1;
    served.push([...names]);
    await nextTurn();
    await nextTurn();
    underWay -= 1;
  };
  /** When so many have been served, and the queue knows it. */
  const ended = async (most: number) => {
    while (served.flat().length < most || underWay > 0) await nextTurn();
    await nextTurn();
  };
  return { served, serve, ended };
}

test('what waits on one key meanwhile is served together, in the order it came', async () => {
  const queue = new CommandQueue(10);
  const { served, serve, ended } = aCounter();
  for (const name of ['a', 'b', 'c']) queue.add('k', name, serve, true);
  await ended(3);
  expect(served).toEqual([['a'], ['b', 'c']]);
});

test('whatever is not batchable is served by itself, and nobody passes anybody', async () => {
  const queue = new CommandQueue(10);
  const { served, serve, ended } = aCounter();
  for (const name of ['a', 'b', 'C', 'D', 'e', 'f']) queue.add('k', name, serve, name !== name.toUpperCase());
  await ended(6);
  expect(served).toEqual([['a'], ['b'], ['C'], ['D'], ['e', 'f']]);
});

test('of a very long queue only so many are served at once', async () => {
  const queue = new CommandQueue(500);
  const { served, serve, ended } = aCounter();
  for (let n = 0; n < 150; n++) queue.add('k', String(n), serve, true);
  await ended(150);
  expect(served.map((names) => names.length)).toEqual([1, 64, 64, 21]);
  expect(served.flat()).toEqual(Array.from({ length: 150 }, (_, n) => String(n)));
});

test('other keys do not wait', async () => {
  const queue = new CommandQueue(10);
  const opened = Promise.withResolvers<unknown>();
  const done = Promise.withResolvers<unknown>();
  queue.add('a', 'a', () => opened.promise.then(done.resolve), false);
  queue.add('b', 'b', async () => opened.resolve(null), false);
  await done.promise;
});

test('when too many wait, the next one is refused and the others are served', async () => {
  const queue = new CommandQueue(2);
  const { served, serve, ended } = aCounter();
  queue.add('k', 'a', serve, true);
  queue.add('k', 'b', serve, true);
  expect(() => queue.add('k', 'c', serve, true)).toThrow(expect.objectContaining({ reason: 'busy' }));
  await ended(2);
  queue.add('k', 'd', serve, true);
  await ended(3);
  expect(served).toEqual([['a'], ['b'], ['d']]);
});
