import { expect, test } from '@jest/globals';
import { cell, row } from './csv.ts';

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1'])(
  '%j is words to a spreadsheet, and no formula',
  (value) => {
    expect(cell(value)).toBe(`"'${value}"`);
  },
);

test('quotes and commas stay in their cell', () => {
  expect(row(['He said "no"', 'a,b'])).toBe('"He said ""no""","a,b"\r\n');
});
