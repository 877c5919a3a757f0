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

test('what is asked for in one moment goes at once and together, and so does what comes meanwhile', async () => {
  const { goes, double } = aStore();
  const asked = [double(0), double(1), Promise.resolve().then(() => double(2))];
  await turn();
  expect(goes.map(({ items }) => items)).toEqual([[0, 1, 2]]);
  asked.push(...Array.from({ length: 7 }, (_, n) => double(n + 3)));
  goes[0]?.end();
  await turn();
  expect(goes[1]?.items).toEqual([3, 4, 5, 6, 7, 8, 9]);
  for (const { end } of goes) end();
  expect(await Promise.all(asked)).toEqual(Array.from({ length: 10 }, (_, n) => n * 2));
});

test('one that hangs holds up nobody else for long', async () => {
  const { goes, double } = aStore();
  void double(1);
  await turn();
  for (let n = 2; n < 6; n++) {
    const asked = double(n);
    while (goes.length < n) await turn();
    goes.at(-1)?.end();
    expect(await asked).toBe(n * 2);
  }
});

test('what waits is not forgotten where all that were under way hang for a while', async () => {
  const { goes, double } = aStore();
  const asked = [double(1)];
  await turn();
  for (let lanes = 2; lanes <= 4; lanes++) {
    asked.push(double(lanes));
    while (goes.length < lanes) await turn();
  }
  const last = double(5);
  goes[2]?.end();
  await turn();
  expect(goes[4]?.items).toEqual([5]);
  for (const { end } of goes) end();
  expect(await Promise.all([...asked, last])).toEqual([2, 4, 6, 8, 10]);
});

test('a failure is everybody’s of that go and nobody else’s', async () => {
  const { goes, double } = aStore();
  const first = double(0);
  await turn();
  const settled = Promise.allSettled([first, double(1), double(2)]);
  goes[0]?.end();
  await turn();
  const later = double(3);
  goes[1]?.end(new Error('away'));
  await turn();
  goes[2]?.end();
  const states = (await settled).map(({ status }) => status);
  expect(states).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(await later).toBe(6);
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
  expect(asked).toEqual([['a', 'b', 'c', 'd', 'e', 'gone']]);
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
