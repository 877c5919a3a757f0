import { expect, test } from '@jest/globals';
import { cell, row } from './csv-cell.ts';

test('a cell stands in quotes, whatever is in it', () => {
  expect(['Plain', 'a,b', 'say "x"', 'two\nlines', 'one - two; three', ''].map(cell)).toEqual([
    '"Plain"',
    '"a,b"',
    '"say ""x"""',
    '"two\nlines"',
    '"one - two; three"',
    '""',
  ]);
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\tx', '  =1'])(
  'attack 52: %j is words to a program that calculates, and no formula',
  (text) => {
    expect(cell(text)).toBe(`"'${text}"`);
  },
);

test.each([
  ['Yes;=1+1', `"Yes;'=1+1"`],
  ['Yes; @SUM(A1)', `"Yes;' @SUM(A1)"`],
  ['Yes\t=1+1', `"Yes\t'=1+1"`],
  ['Yes\n=1+1', `"Yes\n'=1+1"`],
  ['Yes;"=1+1"', `"Yes;'""=1+1"""`],
])('%j is none either where semicolons, tabs or lines part the cells', (text, safe) => {
  expect(cell(text)).toBe(safe);
});

test('quotes and commas stay in their cell', () => {
  expect(row(['He said "no"', 'a,b'])).toBe('"He said ""no""","a,b"\r\n');
});
