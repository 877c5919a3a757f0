import { expect, test } from '@jest/globals';
import { batch, batchById, batchByKey } from './batch.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Doubles numbers, each go when it is let go. */
function aStore() {
  const goes: { items: readonly number[]; end: (error?: Error) => void }[] = [];
  const double = batch(
    (items: readonly number[]) =>
      new Promise<number[]>((resolve, reject) => {
        const end = (error?: Error) => (error ? reject(error) : resolve(items.map((item) => item * 2)));
        goes.push({ items, end });
      }),
  );
  return { goes, double };
}

test('the first go at once and alone, what comes then goes together', async () => {
  const { goes, double } = aStore();
  const asked = Array.from({ length: 10 }, (_, n) => double(n));
  expect(goes.map(({ items }) => items)).toEqual([[0], [1], [2], [3]]);
  goes[1]?.end();
  await turn();
  expect(goes[4]?.items).toEqual([4, 5, 6, 7, 8, 9]);
  for (const { end } of goes) end();
  expect(await Promise.all(asked)).toEqual(Array.from({ length: 10 }, (_, n) => n * 2));
});

test('one that hangs holds up nobody else', async () => {
  const { goes, double } = aStore();
  void double(1);
  for (let n = 2; n < 20; n++) {
    const asked = double(n);
    goes.at(-1)?.end();
    expect(await asked).toBe(n * 2);
  }
});

test('a failure is everybody’s of that go and nobody else’s', async () => {
  const { goes, double } = aStore();
  const asked = Array.from({ length: 6 }, (_, n) => double(n));
  const settled = Promise.allSettled(asked);
  goes[0]?.end();
  await turn();
  goes[4]?.end(new Error('away'));
  for (const { end } of goes) end();
  const states = (await settled).map(({ status }) => status);
  expect(states).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected']);
});

test('documents are asked for once each, and what is not there is null', async () => {
  const asked: (readonly string[])[] = [];
  const find = batchById(async (ids) => {
    asked.push(ids);
    await turn();
    return ids.filter((id) => id !== 'gone').map((_id) => ({ _id }));
  });
  const found = await Promise.all(['a', 'b', 'c', 'd', 'e', 'gone', 'e'].map(find));
  expect(found.map((document) => document?._id ?? null)).toEqual(['a', 'b', 'c', 'd', 'e', null, 'e']);
  expect(asked.slice(4)).toEqual([['e', 'gone']]);
});

test('documents with a key in common come together, in the order they were read in', async () => {
  const all = ['a1', 'b1', 'a2', 'c1'].map((id) => ({ key: id.charAt(0), id }));
  const list = batchByKey(
    async (keys) => {
      await turn();
      return all.filter(({ key }) => keys.includes(key));
    },
    ({ key }) => key,
  );
  const found = await Promise.all(['a', 'b', 'c', 'x', 'a', 'y', 'b'].map(list));
  expect(found.map((some) => some.map(({ id }) => id).join())).toEqual(['a1,a2', 'b1', 'c1', '', 'a1,a2', '', 'b1']);
});
