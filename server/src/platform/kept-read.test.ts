import { expect, test } from '@jest/globals';
import { KeptRead } from './kept-read.ts';

/** What is read is how often it was. */
function counted(forMs: number): KeptRead<number> {
  let times = 0;
  return new KeptRead(async () => (times += 1), forMs);
}

test('it is read once for all who ask, and again once it is forgotten', async () => {
  const kept = counted(60_000);
  expect(await Promise.all([kept.current(), kept.current()])).toEqual([1, 1]);
  expect(await kept.current()).toBe(1);
  kept.forget();
  expect(await kept.current()).toBe(2);
});

test('it is read again when it is too old, for all or for whoever wants it newer', async () => {
  const kept = counted(60_000);
  await kept.current();
  const now = performance.now();
  expect(await kept.current(now)).toBe(2);
  expect(await kept.current(now)).toBe(2);
  const never = counted(-1);
  expect([await never.current(), await never.current()]).toEqual([1, 2]);
});

test('who waits hears that reading failed, and whoever asks next has it read again', async () => {
  let works = false;
  const kept = new KeptRead(async () => {
    if (!works) throw new Error('away');
    return 'there';
  }, 60_000);
  await Promise.all([kept.current(), kept.current()].map((asked) => expect(asked).rejects.toThrow('away')));
  works = true;
  expect(await kept.current()).toBe('there');
});

test('a failure that comes late does not drop what was read since', async () => {
  const reads: PromiseWithResolvers<string>[] = [];
  const kept = new KeptRead(() => {
    const read = Promise.withResolvers<string>();
    reads.push(read);
    return read.promise;
  }, 60_000);
  const first = kept.current();
  kept.forget();
  const second = kept.current();
  reads[0]?.reject(new Error('late'));
  await expect(first).rejects.toThrow('late');
  expect(kept.current()).toBe(second);
  expect(reads).toHaveLength(2);
});
