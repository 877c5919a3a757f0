import { expect, test } from '@jest/globals';
import { entryIdIn, moved, sectionsOf } from './rows.ts';

test('one row goes to another place, and the others keep their order', () => {
  const rows = ['a', 'b', 'c', 'd'];
  expect(moved(rows, 2, 0)).toEqual(['c', 'a', 'b', 'd']);
  expect(moved(rows, 0, 3)).toEqual(['b', 'c', 'd', 'a']);
  expect(moved(rows, 1, 1)).toEqual(rows);
  expect(moved(rows, 7, 0)).toEqual(rows);
});

test('what stands before the first heading stands below none', () => {
  const heading = (text: string) => ({ kind: 'heading', text }) as const;
  expect(sectionsOf([heading('One'), heading('Two')])).toEqual([
    { heading: 'One', rows: [] },
    { heading: 'Two', rows: [] },
  ]);
  expect(sectionsOf([])).toEqual([]);
});

test.each([
  ['https://hearth.example/library/0123456789abcdef/family-survey', '0123456789abcdef'],
  ['  /library/0123456789abcdef?v=2', '0123456789abcdef'],
  ['0123456789abcdef', '0123456789abcdef'],
  ['https://hearth.example/t/0123456789abcdef', null],
  ['https://hearth.example/library/0123456789abcdef0', null],
  ['family survey', null],
])('of the address %s', (written, id) => expect(entryIdIn(written)).toBe(id));
