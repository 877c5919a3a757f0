import { expect, test } from '@jest/globals';
import { Turns } from './turns.ts';

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

test('work on one key runs one after the other, in the order it came, also after a failure', async () => {
  const turns = new Turns(10);
  const log: string[] = [];
  const work =
    (name: string, fails = false) =>
    async () => {
      log.push(`${name} begins`);
      await pause(5);
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
    };
  const results = await Promise.allSettled([
    turns.take('k', work('a')),
    turns.take('k', work('b', true)),
    turns.take('k', work('c')),
  ]);
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('other keys do not wait', async () => {
  const turns = new Turns(10);
  let isOpen = false;
  const blocked = turns.take('a', async () => {
    while (!isOpen) await pause(1);
  });
  await turns.take('b', async () => void (isOpen = true));
  await blocked;
});

test('when too many wait, the next one is refused and the others are served', async () => {
  const turns = new Turns(2);
  const served = [turns.take('k', () => pause(5)), turns.take('k', () => pause(5))];
  await expect(turns.take('k', () => pause(5))).rejects.toMatchObject({ reason: 'busy' });
  await Promise.all(served);
  await expect(turns.take('k', async () => 'again')).resolves.toBe('again');
});
