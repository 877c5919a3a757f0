import { expect, test } from '@jest/globals';
import { textOf } from './first-part.ts';

const encoded = new TextEncoder();

test('a text is read as it was written, also where a sign is cut off at its end', () => {
  expect(textOf(encoded.encode('Niños'))).toBe('Niños');
  expect(textOf(encoded.encode('Niños ñ').subarray(0, -1))).toBe('Niños ');
  expect(textOf(encoded.encode('\uFEFFa;b'))).toBe('a;b');
});

test('what Excel writes on Windows is read too', () => {
  expect(textOf(Uint8Array.from([0x4e, 0x69, 0xf1, 0x6f]))).toBe('Niño');
});
