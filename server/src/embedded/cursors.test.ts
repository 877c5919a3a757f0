import { expect, test } from '@jest/globals';
import { decode } from './bson/decode.ts';
import { encode } from './bson/encode.ts';
import { isDocument, type BsonValue } from './bson/types.ts';
import { Cursors } from './cursors.ts';
import { Pace } from './pace.ts';
import { PAUSE } from './pause.ts';

const rows = (count: number, text = ''): Buffer[] => Array.from({ length: count }, (_, n) => encode({ n, text }));
const pace = (): Pace => new Pace();

interface Batch {
  readonly id: bigint;
  readonly numbers: readonly (BsonValue | undefined)[];
}

function read(reply: Buffer): Batch {
  const { cursor } = decode(reply);
  if (!isDocument(cursor) || typeof cursor['id'] !== 'bigint') throw new Error('The reply has no cursor.');
  const batch = cursor['firstBatch'] ?? cursor['nextBatch'];
  if (!Array.isArray(batch)) throw new Error('The reply has no batch.');
  return { id: cursor['id'], numbers: batch.map((one) => (isDocument(one) ? one['n'] : undefined)) };
}

test('what fits into the first batch leaves no cursor', async () => {
  const cursors = new Cursors();
  const reply = read(await cursors.begin('a.b', rows(3), { batchSize: 3, pace: pace() }));
  expect(reply).toEqual({ id: 0n, numbers: [0, 1, 2] });
  expect(cursors.count).toBe(0);
});

test('the rest waits under a number until it is taken', async () => {
  const cursors = new Cursors();
  const first = read(await cursors.begin('a.b', rows(5), { batchSize: 2, pace: pace() }));
  const second = read(await cursors.more(first.id, 'a.b', { batchSize: 2, pace: pace() }));
  const third = read(await cursors.more(first.id, 'a.b', { batchSize: 2, pace: pace() }));
  expect([first.numbers, second.numbers, third.numbers]).toEqual([[0, 1], [2, 3], [4]]);
  expect(third.id).toBe(0n);
  await expect(cursors.more(first.id, 'a.b', { batchSize: 2, pace: pace() })).rejects.toMatchObject({ code: 43 });
});

test('a client that wants one batch gets one', async () => {
  const cursors = new Cursors();
  const reply = await cursors.begin('a.b', rows(5), { batchSize: 2, isSingle: true, pace: pace() });
  expect(read(reply)).toEqual({ id: 0n, numbers: [0, 1] });
  expect(cursors.count).toBe(0);
});

test('a batch ends before 16 MB, and holds one document however large', async () => {
  const cursors = new Cursors();
  const large = rows(3, 'x'.repeat(9_000_000));
  const first = read(await cursors.begin('a.b', large, { batchSize: undefined, pace: pace() }));
  expect(first.numbers).toEqual([0]);
  expect(read(await cursors.more(first.id, 'a.b', { batchSize: undefined, pace: pace() })).numbers).toEqual([1]);
});

test('an idle cursor is closed, a fresh one is not', async () => {
  const cursors = new Cursors();
  await cursors.begin('a.b', rows(5), { batchSize: 2, pace: pace() });
  cursors.closeIdle(Date.now() + 9 * 60_000);
  expect(cursors.count).toBe(1);
  cursors.closeIdle(Date.now() + 11 * 60_000);
  expect(cursors.count).toBe(0);
});

test('another namespace does not get the rest', async () => {
  const cursors = new Cursors();
  const { id } = read(await cursors.begin('a.b', rows(5), { batchSize: 2, pace: pace() }));
  await expect(cursors.more(id, 'a.c', { batchSize: 2, pace: pace() })).rejects.toMatchObject({ code: 13 });
});

test('a long read lets others go on, and ends when its time is over', async () => {
  const endless = function* (): Generator<typeof PAUSE> {
    for (;;) yield PAUSE;
  };
  let turns = 0;
  let isOver = false;
  const others = (): void => {
    turns += 1;
    if (!isOver) setImmediate(others);
  };
  setImmediate(others);
  const read = new Cursors().begin('a.b', endless(), { batchSize: 1, pace: new Pace(500) });
  await expect(read).rejects.toMatchObject({ code: 50 });
  isOver = true;
  expect(turns).toBeGreaterThan(3);
});
