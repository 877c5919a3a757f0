import { expect, test } from '@jest/globals';
import { line, words } from './words.ts';

test.each([
  ['a turned direction', 'pay \u202Egpj.exe', 'pay gpj.exe'],
  ['marks of direction', '\u200Ea\u200Fb\u061C', 'ab'],
  ['signs without width', 'ad\u200Bmin\u2060\uFEFF', 'admin'],
  ['controls', 'a\u0000b\u001B[31m\u0085', 'ab[31m'],
  ['half of a pair', 'a\uD800b', 'a\uFFFDb'],
  ['three hundred marks on a letter', `e${'\u0301'.repeat(300)}`, `e${'\u0301'.repeat(6)}`],
  ['what scripts and emoji need', 'می‌خواهم 👩‍🏫', 'می‌خواهم 👩‍🏫'],
  ['lines and tabs', ' a\n\tb \n', 'a\n\tb'],
])('attack 51: words with %s', (_what, given, expected) => {
  expect(words(400).parse(given)).toBe(expected);
});

test('one line stays one line', () => {
  expect(line(80).parse('Ana\r\n Fuentes\u2028\tx')).toBe('Ana Fuentes x');
  expect(line(80).safeParse(' \u200B\n').success).toBe(false);
  expect(line(80, 0).parse(' ')).toBe('');
});
