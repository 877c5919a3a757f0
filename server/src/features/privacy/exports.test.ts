import { expect, test } from '@jest/globals';
import { AppError } from '@hearth/shared/kernel/errors';
import { Exports } from './exports.ts';

/** Work that ends when it is told to. */
function work() {
  const begun: string[] = [];
  const ends = new Map<string, (value: string) => void>();
  const of = (key: string) => async (signal: AbortSignal) => {
    begun.push(key);
    return new Promise<string>((resolve, reject) => {
      ends.set(key, resolve);
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  };
  return { begun, of, end: (key: string) => ends.get(key)?.(`${key} ${begun.length}`) };
}
const reasonOf = (error: unknown) => (error instanceof AppError ? error.reason : 'no refusal');
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('H9: one is done after the other, and who asks twice joins', async () => {
  const [exports, { begun, of, end }] = [new Exports<string>(), work()];
  const asked = [exports.get('ana', of('ana')), exports.get('ben', of('ben')), exports.get('ana', of('ana'))];
  await turn();
  expect(begun).toEqual(['ana']);
  end('ana');
  await turn();
  expect(begun).toEqual(['ana', 'ben']);
  end('ben');
  expect(await Promise.all(asked)).toEqual(['ana 1', 'ben 2', 'ana 1']);
});

test('what takes long goes on, and is handed out once', async () => {
  const [exports, { begun, of, end }] = [new Exports<string>(), work()];
  await expect(exports.get('ana', of('ana'), 5)).rejects.toMatchObject({ reason: 'export-under-way' });
  end('ana');
  await turn();
  expect(await exports.get('ana', of('ana'))).toBe('ana 1');
  const again = exports.get('ana', of('ana'));
  await turn();
  end('ana');
  expect([await again, begun.length]).toEqual(['ana 2', 2]);
});

test('what fails holds up nobody, and closing ends what runs and what waits', async () => {
  const [exports, { of }] = [new Exports<string>(), work()];
  await expect(exports.get('eve', () => Promise.reject(new Error('no store')))).rejects.toThrow('no store');
  const ends = [exports.get('ana', of('ana')), exports.get('ben', of('ben'))].map((job) => job.catch(reasonOf));
  await turn();
  await exports.close();
  expect(await Promise.all(ends)).toEqual(['busy', 'busy']);
});

test('so many wait, and no more', async () => {
  const [exports, { of }] = [new Exports<string>(), work()];
  const waiting = Array.from({ length: 50 }, (_, n) => exports.get(String(n), of(String(n))).catch(() => null));
  await expect(exports.get('one more', of('one more'))).rejects.toMatchObject({ reason: 'busy' });
  await exports.close();
  await Promise.all(waiting);
});
