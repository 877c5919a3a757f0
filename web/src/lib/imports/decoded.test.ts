import { expect, test } from '@jest/globals';
import { decoded } from './decoded.ts';

const TEXT = 'título,enlaces\nSeñal,https://example.org\n';
const utf16 = Buffer.from(`\uFEFF${TEXT}`, 'utf16le');

test.each([
  ['UTF-8', Buffer.from(TEXT)],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`)],
  ['UTF-16, little end first', utf16],
  ['UTF-16, big end first', Buffer.from(utf16).swap16()],
  ['what Windows had before', Buffer.from(TEXT, 'latin1')],
])('a table in %s is read', (_name, bytes) => {
  expect(decoded(bytes)).toBe(TEXT);
});
