import { expect, test } from '@jest/globals';
import { Decimal128, Double } from '../bson/types.ts';
import { calculate } from './arithmetic.ts';
import { averageOf, deviationOf, sumOf } from './sum.ts';

const decimal = (text: string): Decimal128 => Decimal128.fromString(text);

test('a sum has the widest type that was added', () => {
  expect(sumOf([1, 2])).toBe(3);
  expect(sumOf([1, 2n])).toBe(3n);
  expect(sumOf([1, new Double(2)])).toEqual(new Double(3));
  expect(sumOf([1, decimal('0.50')])).toEqual(decimal('1.50'));
  expect(sumOf([2_147_483_647, 1])).toBe(2_147_483_648n);
  expect(sumOf(['a', null, undefined])).toBe(0);
});

test('ten times 0.1 is 1', () => {
  expect(sumOf(Array.from({ length: 10 }, () => 0.1))).toEqual(new Double(1));
  expect(averageOf([1, 2])).toBe(1.5);
  expect(averageOf([])).toBeNull();
});

test('an overflow goes to the next wider type', () => {
  expect(calculate('+', 2_147_483_647, 1)).toBe(2_147_483_648n);
  expect(calculate('*', 9_223_372_036_854_775_807n, 2)).toBe(18_446_744_073_709_552_000);
  expect(calculate('/', 6, 3)).toEqual(new Double(2));
});

test('decimals keep their scale and 34 digits', () => {
  expect(calculate('+', decimal('1.5'), 1)).toEqual(decimal('2.5'));
  expect(calculate('*', decimal('1.10'), decimal('2.0'))).toEqual(decimal('2.200'));
  expect(calculate('/', decimal('1'), 3)).toEqual(decimal('0.3333333333333333333333333333333333'));
  expect(calculate('/', decimal('6'), 3)).toEqual(decimal('2'));
  expect(calculate('/', decimal('2'), 3)).toEqual(decimal('0.6666666666666666666666666666666667'));
});

test('deviations need two numbers for a sample and one for a population', () => {
  expect(deviationOf([2, 4, 4, 4, 5, 5, 7, 9], false)).toEqual(new Double(2));
  expect(deviationOf([1], true)).toBeNull();
});
