import { expect, test } from '@jest/globals';
import { Turns } from './turns.ts';

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Writes down who was served with whom, five milliseconds each time. */
function aCounter() {
  const served: string[][] = [];
  const serve = async (names: readonly string[]) => {
    served.push([...names]);
    await pause(5);
  };
  return { served, serve, ended: () => pause(60) };
}

test('what waits on one key meanwhile is served together, in the order it came', async () => {
  const turns = new Turns(10);
  const { served, serve, ended } = aCounter();
  for (const name of ['a', 'b', 'c']) turns.take('k', name, serve, false);
  await ended();
  expect(served).toEqual([['a'], ['b', 'c']]);
});

test('whoever has to be alone is served alone, and nobody passes anybody', async () => {
  const turns = new Turns(10);
  const { served, serve, ended } = aCounter();
  for (const name of ['a', 'b', 'C', 'D', 'e', 'f']) turns.take('k', name, serve, name === name.toUpperCase());
  await ended();
  expect(served).toEqual([['a'], ['b'], ['C'], ['D'], ['e', 'f']]);
});

test('of a very long line only so many are served at once', async () => {
  const turns = new Turns(500);
  const { served, serve, ended } = aCounter();
  for (let n = 0; n < 150; n++) turns.take('k', String(n), serve, false);
  await ended();
  expect(served.map((names) => names.length)).toEqual([1, 64, 64, 21]);
  expect(served.flat()).toEqual(Array.from({ length: 150 }, (_, n) => String(n)));
});

test('other keys do not wait', async () => {
  const turns = new Turns(10);
  const opened = Promise.withResolvers<unknown>();
  const done = Promise.withResolvers<unknown>();
  turns.take('a', 'a', () => opened.promise.then(done.resolve), true);
  turns.take('b', 'b', async () => opened.resolve(null), true);
  await done.promise;
});

test('when too many wait, the next one is refused and the others are served', async () => {
  const turns = new Turns(2);
  const { served, serve, ended } = aCounter();
  turns.take('k', 'a', serve, false);
  turns.take('k', 'b', serve, false);
  expect(() => turns.take('k', 'c', serve, false)).toThrow(expect.objectContaining({ reason: 'busy' }));
  await ended();
  turns.take('k', 'd', serve, false);
  await ended();
  expect(served).toEqual([['a'], ['b'], ['d']]);
});
