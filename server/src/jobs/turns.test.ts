import { expect, test } from '@jest/globals';
import { Turns, type DueJob } from './turns.ts';

const of = (about: string, ...numbers: readonly number[]): DueJob[] =>
  numbers.map((n) => ({ _id: `${about}${n}`, about }));

/** In which order jobs are done, one at a time. */
function orderOf(turns: Turns, jobs: readonly DueJob[]): string[] {
  const left = [...jobs];
  const done: string[] = [];
  while (left.length > 0) {
    const [next = ''] = turns.pick(left, 1);
    done.push(next);
    left.splice(
      left.findIndex(({ _id }) => _id === next),
      1,
    );
  }
  return done;
}

test('H28: one of each person is next, whoever has sent how many before', () => {
  const jobs = [...of('a', 1, 2, 3, 4), ...of('b', 1, 2), ...of('c', 1)];
  expect(orderOf(new Turns(), jobs)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'a4']);
});

test('whoever comes while many wait is next, and then in turn', () => {
  const turns = new Turns();
  const [first, second] = [turns.pick(of('a', 1, 2, 3, 4), 1), turns.pick([...of('a', 2, 3, 4), ...of('b', 1, 2)], 1)];
  expect([first, second]).toEqual([['a1'], ['b1']]);
  expect(orderOf(turns, [...of('a', 2, 3, 4), ...of('b', 2)])).toEqual(['a2', 'b2', 'a3', 'a4']);
});

test('several at once are of several people; what is nobody’s is on its own', () => {
  expect(new Turns().pick([...of('a', 1, 2), ...of('b', 1), { _id: 'x' }, { _id: 'y' }], 4)).toEqual([
    'a1',
    'b1',
    'x',
    'y',
  ]);
  expect(new Turns().pick(of('a', 1, 2), 5)).toEqual(['a1', 'a2']);
});
