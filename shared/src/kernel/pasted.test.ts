import { expect, test } from '@jest/globals';
import { readAddress, readFigures, readPart } from './pasted.ts';

test.each([
  ["k.o'connor@school.example", "k.o'connor@school.example"],
  ['a_b=c@school.example', 'a_b=c@school.example'],
  ['mom&dad@school.example', 'mom&dad@school.example'],
  ['Ana.Fuentes+hearth@School.Example', 'ana.fuentes+hearth@school.example'],
  ['ana@español.example', 'ana@xn--espaol-zwa.example'],
  ['ana@ESPAÑOL.example', 'ana@xn--espaol-zwa.example'],
  ['ana@espan\u0303ol.example', 'ana@xn--espaol-zwa.example'],
  ['ana@xn--espaol-zwa.example', 'ana@xn--espaol-zwa.example'],
  ['ana@bücher.example', 'ana@xn--bcher-kva.example'],
])('part 4: %s is accepted', (typed, address) => {
  expect(readAddress(typed)).toEqual({ address });
});

test.each([
  ['<mailto:ana@school.example>'],
  ['mailto:ana@school.example?subject=Hi'],
  ['Ana Fuentes <ana@school.example>'],
  ['"Fuentes, Ana" <Ana@school.example>,'],
  ['\u200bana@school.example\u2060'],
  ['\ufeff ana@school.example\u00a0\n'],
  ['“ana@school.example”.'],
  ['ana@school.example;'],
  ['(ana@school.example)'],
  ['ａｎａ＠ｓｃｈｏｏｌ．ｅｘａｍｐｌｅ'],
  ['ana\u202e@school.example'],
  ['ANA@SCHOOL.EXAMPLE'],
])('R14: %j is read as it is meant', (pasted) => {
  expect(readAddress(pasted)).toEqual({ address: 'ana@school.example' });
});

test.each([
  ['', 'missing'],
  [' \u200b', 'missing'],
  ['ana', 'address'],
  ['ana@', 'address'],
  ['@school.example', 'address'],
  ['ana@school', 'address'],
  ['ana@school..example', 'address'],
  ['ana@-school.example', 'address'],
  ['ana@192.168.0.1', 'address'],
  ['ana@[127.0.0.1]', 'address'],
  ['ana..b@school.example', 'address'],
  ['.ana@school.example', 'address'],
  ['ana.@school.example', 'address'],
  ['ana b@school.example', 'address'],
  ['"ana b"@school.example', 'address'],
  ['ana@school.example, ben@school.example', 'address'],
  ['ana@school.example\nBcc: ben@school.example', 'address'],
  ['ana@school.example/x', 'address'],
  ['ana@school.example(<ben@school.example>)', 'address'],
  ['ana@school.example:25', 'address'],
  [`${'a'.repeat(65)}@school.example`, 'address'],
  [`ana@${'a'.repeat(64)}.example`, 'address'],
  ['josé@school.example', 'address-letters'],
  ['анна@school.example', 'address-letters'],
])('part 4: %j is refused: %s', (typed, fault) => {
  expect(readAddress(typed)).toEqual({ fault });
});

test.each([
  ['533276'],
  ['533-276'],
  ['533 276'],
  ['533\u2013276'],
  ['５３３２７６'],
  ['٥٣٣٢٧٦'],
  ['۵۳۳۲۷۶'],
  ['Your code: 533276.'],
  ['\u200e533276'],
])('R14: the code %j is read as it is meant', (pasted) => expect(readFigures(pasted)).toBe('533276'));

test('R14: of a pasted link its part is read', () => {
  expect(readPart('https://hearth.example/sign-up?invitation=abc-DEF_1', 'invitation')).toBe('abc-DEF_1');
  expect(readPart(' https://hearth.example/sign-in/link?x=1&token=abc ', 'token')).toBe('abc');
  expect(readPart('\u200babc-DEF_1 ', 'invitation')).toBe('abc-DEF_1');
});
