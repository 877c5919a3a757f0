import { expect, test } from '@jest/globals';
import { features, reasons } from '../contract.ts';
import { commonError, refusals } from './errors.ts';

const shelfError = refusals({ 'shelf-full': ['conflict', '{name} holds {most} books.'] });

test('a refusal carries its code, its reason and a sentence with its names and numbers', () => {
  const params = { name: 'The atlas shelf', most: 9 };
  expect(shelfError('shelf-full', { params }).wire).toEqual({
    code: 'conflict',
    reason: 'shelf-full',
    message: 'The atlas shelf holds 9 books.',
    params,
  });
});

test('a reason that no table has does not compile', () => {
  // @ts-expect-error: it belongs to another feature.
  expect(() => shelfError('room-ended')).toThrow();
  // @ts-expect-error: there is no such reason.
  expect(() => commonError('shelf-full')).toThrow();
});

test('a reason is told in one way: no two features have the same', () => {
  const named = [commonError.reasons, ...features.map(({ reasons = {} }) => reasons)].flatMap(Object.keys);
  expect(named.sort()).toEqual(Object.keys(reasons).sort());
});
