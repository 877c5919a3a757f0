import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addressedIn, mentionOf, mentionsIn, newlyAddressedIn, withNames } from './address.ts';

const ana = { kind: 'person', id: '0123456789abcdef', name: 'Ana López' } as const;
const ohio = { kind: 'group', id: 'fedcba9876543210', name: 'Ohio (north)' } as const;

test('a mention is a link to somebody’s page whose words begin with an @', () => {
  const text = `Ask ${mentionOf(ana)} and ${mentionOf(ohio)}, or ${mentionOf(ana)} again.`;
  expect(text).toContain('[@Ana López](/people/0123456789abcdef)');
  expect(mentionsIn(text)).toEqual([ana, ohio]);
  for (const other of [
    '[Ana](/people/0123456789abcdef)',
    '[@Ana](/people/1)',
    '[@Ana](https://x.example/people/0123456789abcdef)',
  ])
    expect(mentionsIn(other)).toEqual([]);
});

test('who is named in what is quoted is not named again', () => {
  expect(addressedIn(`> ${mentionOf(ana)} said so\n\nThank you, ${mentionOf(ohio)}`)).toEqual([ohio]);
});

test('those are new to a text whom it did not address before, also where it quoted them', () => {
  const text = `${mentionOf(ana)}, ${mentionOf(ohio)}`;
  expect(newlyAddressedIn(text, `> ${mentionOf(ohio)}\n\n${mentionOf({ ...ana, name: 'Ana' })}`)).toEqual([1]);
  expect(newlyAddressedIn(text, text)).toEqual([]);
});

test('names are put in anew, and go where there is nobody', () => {
  const text = `${mentionOf(ana)}, ${mentionOf(ohio)}`;
  expect(withNames(text, ({ kind }) => (kind === 'person' ? 'Ana Ruiz' : null))).toBe(
    '[@Ana Ruiz](/people/0123456789abcdef), @…',
  );
});

test('whatever surrounds it, a mention is found, and text without one stays as it is', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      expect(mentionsIn(`${before}\n${mentionOf(ana)}\n${after}`)).toContainEqual(ana);
      expect(withNames(before, () => 'x')).toBe(mentionsIn(before).length === 0 ? before : expect.anything());
    }),
  );
});
