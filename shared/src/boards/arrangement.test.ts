import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { arranged } from './arrangement.ts';

const board = (id: string, section: string | null = null, parent: string | null = null) => ({ id, section, parent });
const drawn = (boards: readonly ReturnType<typeof board>[], sections: readonly { id: string }[]) =>
  arranged(boards, sections).map(({ section, boards: its }) => [
    section?.id ?? '-',
    ...its.map(({ board: { id }, below }) => [id, ...below.map((one) => one.id)].join(' ')),
  ]);

test('boards without a section come first, then sections in order; what stands below a board stands with it', () => {
  const boards = [board('a', 's'), board('b'), board('c', 't'), board('d', null, 'a'), board('e', 's')];
  expect(drawn(boards, [{ id: 't' }, { id: 's' }])).toEqual([
    ['-', 'b'],
    ['t', 'c'],
    ['s', 'a d', 'e'],
  ]);
});

test('a section without boards is not there, nor is one that was removed: its boards stand without', () => {
  expect(drawn([board('a', 'gone')], [{ id: 's' }])).toEqual([['-', 'a']]);
});

test('what stands below a board that one does not see stands for itself', () => {
  expect(drawn([board('a', 's', 'hidden')], [{ id: 's' }])).toEqual([['s', 'a']]);
});

test('whatever two moderators set at the same moment, each board is there once', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const placed = fc.tuple(
    ...ids.map((id) =>
      fc.record({
        id: fc.constant(id),
        section: fc.constantFrom(null, 's', 't', 'gone'),
        parent: fc.constantFrom(null, ...ids.filter((other) => other !== id), 'hidden'),
      }),
    ),
  );
  fc.assert(
    fc.property(placed, (boards) => {
      const all = arranged(boards, [{ id: 's' }, { id: 't' }]).flatMap((one) =>
        one.boards.flatMap(({ board: top, below }) => [top, ...below]),
      );
      expect(all.map(({ id }) => id).sort()).toEqual(ids);
    }),
  );
});
