import { expect, test } from '@jest/globals';
import { folded } from './folded.ts';
import { cut, firstSign } from './graphemes.ts';
import { hidesSigns } from './signs.ts';
import { line, words } from './words.ts';

test.each([
  ['a turned direction', 'pay \u202Egpj.exe', 'pay gpj.exe'],
  ['marks of direction', '\u200Ea\u200Fb\u061C', 'ab'],
  ['signs without width', 'ad\u200Bmin\u2060\uFEFF', 'admin'],
  ['controls', 'a\u0000b\u001B[31m\u0084', 'ab[31m'],
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

test.each([
  ['one\rtwo'],
  ['one\r\ntwo'],
  ['one\vtwo'],
  ['one\ftwo'],
  ['one\u0085two'],
  ['one\u2028two'],
  ['one\u2029two'],
])('part 5: %j keeps its line break', (text) => expect(words(80).parse(text)).toBe('one\ntwo'));

test.each([
  ['a filler of Hangul', '\u3164'],
  ['half fillers', '\uffa0\u1160'],
  ['empty signs of Braille', '\u2800\u2800'],
  ['a joiner', '\u200d'],
  ['joiners and blanks', ' \u200c\u00a0\u200d\u3000'],
  ['marks without a letter', '\u0301\ufe0f'],
  ['letters of tags', '\u{e0041}\u{e0042}'],
  ['an invisible plus', '\u2064'],
])('R6: %s alone is nothing that anybody sees', (_what, text) => {
  expect(words(80).safeParse(text).success).toBe(false);
  expect(line(80).safeParse(text).success).toBe(false);
  expect(words(80, 0).parse(text)).toBe('');
});

test.each([
  ['Persian', 'علی‌رضا می‌خواهد'],
  ['Sinhala', 'චන්ද්‍රිකා ශ්‍රී'],
  ['Malayalam', 'അവന്‍'],
  ['Burmese', 'ကျော်ကျော် ခြွေ'],
  ['Thai', 'เพื่อนที่รัก'],
  ['Hebrew with all its points', 'בְּרֵאשִׁ֖ית'],
  ['Braille', '⠓⠑⠇⠇⠕⠀⠺⠕⠗⠇⠙'],
  ['families and flags', '👨‍👩‍👧‍👦 👩🏽‍🏫 ❤️‍🔥 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🏳️‍🌈'],
  ['a name with a written variant', '葛\u{e0100}城'],
])('R2: %s stays as it was written', (_script, text) => expect(words(80).parse(text)).toBe(text));

test('R2: joiners where they are no spelling go', () => {
  expect(words(80).parse('A\u200dna \u200cBen\u200c x\u200d👩')).toBe('Ana Ben x👩');
});

test.each([['علی‌رضا'], ['චන්ද්‍රිකා'], ['ကျော်ကျော်'], ['Nguyễn Thị'.normalize('NFD')], ['दीक्षा']])(
  'R2: %s hides nothing',
  (name) => expect(hidesSigns(name)).toBe(false),
);

test.each([
  ['A\u200dna'],
  ['Ana\u200c'],
  ['علی\u200c'],
  ['علی\u200c\u200cرضا'],
  ['a\u0301\u0302\u0303'],
  [`က${'ျ'.repeat(9)}`],
])('R2: %j hides signs', (name) => expect(hidesSigns(name)).toBe(true));

test.each([
  ['𠮷田', '𠮷'],
  ['👩🏽‍🏫 Ana', '👩🏽‍🏫'],
  ['e\u0301va', 'e\u0301'],
  ['चन्द्र', 'च'],
  ['', ''],
])('R10: the first sign of %s is a whole one', (text, sign) => expect(firstSign(text)).toBe(sign));

test('R10: a cut leaves no half of a sign', () => {
  expect(cut('ab', 2)).toBe('ab');
  expect(cut('a😀', 2)).toBe('a');
  expect(cut('xe\u0301y', 2)).toBe('x');
  expect(cut(`a${'👩🏽‍🏫'.repeat(9)}`, 10)).toBe('a👩🏽‍🏫');
  expect(cut('👩‍'.repeat(200), 101)).toHaveLength(101);
  expect(cut(`a${'😀'.repeat(120)}`, 180).isWellFormed()).toBe(true);
});

test.each([
  ['Đặng', 'dang'],
  ['Łukasz', 'lukasz'],
  ['Søren', 'soren'],
  ['Straße', 'strasse'],
  ['Þórður', 'thordur'],
  ['Æsa', 'aesa'],
  ['İpek Yıldız', 'ipek yildiz'],
  ['O’Neil', "o'neil"],
])('R15: %s is found by %s', (name, asked) => expect(folded(name)).toBe(asked));
