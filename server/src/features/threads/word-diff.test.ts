import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { wordDiff } from './word-diff.ts';

const told = (before: string, after: string) =>
  wordDiff(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `[+${text}]` : `[-${text}]`))
    .join('');

test('a change is shown word by word', () => {
  expect(told('We have no driver.', 'We have a driver.')).toBe('We have [-no][+a] driver.');
  expect(told('The bus is late.', 'The late bus is late, again.')).toBe('The [+late ]bus is late[+, again].');
  expect(told('Los niños llegan', 'Las niñas llegan')).toBe('[-Los][+Las] [-niños][+niñas] llegan');
  expect(told('same', 'same')).toBe('same');
  expect(told('', 'new')).toBe('[+new]');
});

test('what stayed and went is the old text, what stayed and came the new one, and no part could be joined to its neighbour', () => {
  const text = fc
    .array(fc.constantFrom('bus', 'late', ' ', '\n', '.', '👩‍🏫', 'ñ'), { maxLength: 30 })
    .map((all) => all.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = wordDiff(before, after);
      const without = (kind: string) =>
        parts
          .filter((part) => part.kind !== kind)
          .map((part) => part.text)
          .join('');
      expect([without('added'), without('removed')]).toEqual([before, after]);
      expect(parts.every(({ kind }, place) => parts[place + 1]?.kind !== kind)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('of two long texts that share nothing one goes and one comes, within a moment', () => {
  const [before, after] = ['a ', 'b '].map((word) => Array.from({ length: 9_000 }, (_, n) => word + n).join(' '));
  const begin = performance.now();
  const parts = wordDiff(before ?? '', after ?? '');
  expect(performance.now() - begin).toBeLessThan(2_000);
  expect(
    parts
      .filter(({ kind }) => kind === 'added')
      .map(({ text }) => text)
      .join(''),
  ).not.toBe('');
  expect(
    parts
      .filter(({ kind }) => kind !== 'added')
      .map(({ text }) => text)
      .join(''),
  ).toBe(before);
});
