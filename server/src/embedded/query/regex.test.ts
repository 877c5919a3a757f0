import { expect, test } from '@jest/globals';
import { BSONRegExp } from '../bson/types.ts';
import { compileRegex, literalPrefix } from './regex.ts';

test.each([
  ['^a', '', 'abc', true],
  ['^a', '', 'Abc', false],
  ['^a', 'i', 'Abc', true],
  ['(?i)^a', '', 'Abc', true],
  ['a$', '', 'a\n', true],
  ['a$', '', 'a\nb', false],
  ['a$', 'm', 'a\nb', true],
  ['^b', 'm', 'a\nb', true],
  ['^b', 'm', 'a\rb', false],
  ['a.b', '', 'a\rb', true],
  ['a.b', '', 'a\nb', false],
  ['a.b', 's', 'a\nb', true],
  ['\\Aa\\z', '', 'a', true],
  ['\\Aa\\z', '', 'a\n', false],
  ['a\\sb', '', 'a\u00a0b', false],
  ['a[\\s-]b', '', 'a-b', true],
  ['[]a]', '', ']', true],
  ['a\\-b\\#', '', 'a-b#', true],
  ['[\\w.-]+@', '', 'a.b-c@', true],
  ['\\$5\\.00', '', '$5.00', true],
  ['(\\d)\\1', '', '77', true],
  ['^.😀$', '', 'é😀', true],
  ['(?<year>\\d{4})', '', 'in 2026', true],
])('%j with options %j on %j gives %j', (pattern, options, text, matches) => {
  expect(compileRegex(pattern, options).test(text)).toBe(matches);
  expect(compileRegex(new BSONRegExp(pattern, options)).test(text)).toBe(matches);
});

test.each(['\\Qa\\E', 'a++', '[[:alpha:]]', '(?>a)', '\\K', '\\h', '(?#c)', 'a{', '(?P<n>a)', '\\X', '(', '\\cA'])(
  'the pattern %j is refused',
  (pattern) => {
    expect(() => compileRegex(pattern)).toThrow(/not supported|invalid/);
  },
);

test('unknown options are refused', () => {
  expect(() => compileRegex('a', 'x')).toThrow('option x is not supported');
  expect(() => compileRegex('a', 'k')).toThrow('invalid flag');
  expect(() => compileRegex(new BSONRegExp('a', 'i'), 'm')).toThrow('options set in both');
});

test.each([
  ['^abc', '', 'abc'],
  ['^abc?', '', 'ab'],
  ['^a\\.b', '', 'a.b'],
  ['^ab{0,1}', '', 'a'],
  ['^a', 'i', undefined],
  ['^a', 'm', undefined],
  ['^a|b', '', undefined],
  ['a', '', undefined],
  ['^.', '', undefined],
])('%j with options %j begins with %j', (pattern, options, prefix) => {
  expect(literalPrefix(pattern, options)).toBe(prefix);
});
