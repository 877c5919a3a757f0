import { expect, test } from '@jest/globals';
import { cell } from './csv-cell.ts';

test('a cell is quoted where it has to be, and no program takes it for a formula', () => {
  expect(['Plain', 'a,b', 'say "x"', 'two\nlines'].map(cell)).toEqual([
    'Plain',
    '"a,b"',
    '"say ""x"""',
    '"two\nlines"',
  ]);
  for (const start of ['=', '+', '-', '@', '\t', '\r']) expect(cell(`${start}1`)).toMatch(/^"?'/);
});
