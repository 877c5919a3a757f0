import { expect, test } from '@jest/globals';
import { Decimal128, Double, MaxKey, MinKey, ObjectId, type BsonValue } from '../bson/types.ts';
import {
  encodeComponent,
  encodeKey,
  isNaNNumber,
  pointRange,
  prefixRange,
  valueRange,
  type Direction,
  type KeyRange,
} from './keys.ts';
import { compare, EMPTY_ARRAY, rankOf, type Sortable } from './order.ts';

const decimal = (text: string): Decimal128 => Decimal128.fromString(text);

/** In BSON's order, no two equal. */
const ASCENDING: readonly Sortable[] = [
  new MinKey(),
  EMPTY_ARRAY,
  null,
  NaN,
  -Infinity,
  decimal('-1E+6000'),
  decimal('-1E+400'),
  -Number.MAX_VALUE,
  -9007199254740993n,
  -(2 ** 53),
  -1.5,
  decimal('-1E-400'),
  decimal('-1E-6000'),
  0,
  decimal('1E-6001'),
  decimal('1E-6000'),
  Number.MIN_VALUE,
  decimal('0.1'),
  0.1,
  decimal('0.1000000000000000055511151231257828'),
  1,
  2 ** 53,
  9007199254740993n,
  9223372036854775807n,
  Number.MAX_VALUE,
  decimal('1E+400'),
  decimal('2E+400'),
  Infinity,
  '',
  '\0',
  '\0a',
  'a',
  'a\0',
  'ab',
  '\uffee',
  '😀',
  {},
  { a: 1 },
  { a: 1, b: 1 },
  { b: 1 },
  { a: 'x' },
  [],
  [1],
  [1, 2],
  ['a'],
  new ObjectId('00000000000000000000ffff'),
  new ObjectId('0000000000000000000100ff'),
  false,
  true,
  new Date(-1),
  new Date(0),
  new MaxKey(),
];

test('the bytes of keys are in the order of the values, in both directions', () => {
  const ascending = ASCENDING.map((value) => encodeComponent(value, 1));
  const descending = ASCENDING.map((value) => encodeComponent(value, -1));
  const wrong = ASCENDING.flatMap((a, i) =>
    ASCENDING.filter((b, j) => {
      const order = Math.sign(i - j);
      const up = Buffer.compare(ascending[i] ?? NONE, ascending[j] ?? NONE);
      const down = Buffer.compare(descending[j] ?? NONE, descending[i] ?? NONE);
      return Math.sign(compare(a, b)) !== order || up !== order || down !== order;
    }).map((b) => [a, b]),
  );
  expect(wrong).toEqual([]);
});

const NONE = Buffer.alloc(0);

test('equal numbers of all four types have one key', () => {
  const keys = [5, 5n, new Double(5), decimal('5'), decimal('5.00')].map((one) =>
    encodeKey([one], [1]).toString('hex'),
  );
  expect(new Set(keys).size).toBe(1);
  expect(encodeKey([new Double(-0)], [1])).toEqual(encodeKey([0], [1]));
});

const DIRECTIONS = [1, -1] as const;
const plain = ASCENDING.filter((one): one is BsonValue => one !== undefined && typeof one !== 'symbol');
const behind: readonly Sortable[] = [new MinKey(), '', 'zz', new MaxKey()];

const keysOf = new Map(
  DIRECTIONS.map((direction) => {
    const keys = (value: BsonValue): Buffer[] =>
      behind.flatMap((other) => DIRECTIONS.map((next) => encodeKey([value, other], [direction, next])));
    return [direction, new Map(plain.map((value) => [value, keys(value)]))];
  }),
);

/** A key of this value is in the range, whatever component is behind it; `undefined` if that makes a difference. */
function holds({ low, high }: KeyRange, value: BsonValue, direction: Direction): boolean | undefined {
  const keys = keysOf.get(direction)?.get(value) ?? [];
  const inside = keys.map((key) => Buffer.compare(key, low) >= 0 && Buffer.compare(key, high) < 0);
  return inside.every((one) => one === inside[0]) ? inside[0] : undefined;
}

test.each(DIRECTIONS)('a range holds exactly the values of its type between its ends (direction %i)', (direction) => {
  const wrong: unknown[] = [];
  for (const limit of plain.filter((one) => !isNaNNumber(one))) {
    for (const inclusive of [true, false]) {
      const above = valueRange({ low: { value: limit, inclusive } }, direction);
      const below = valueRange({ high: { value: limit, inclusive } }, direction);
      for (const value of plain) {
        const order = compare(value, limit);
        const isComparable = rankOf(value) === rankOf(limit) && !isNaNNumber(value);
        const isAbove = isComparable && (order > 0 || (inclusive && order === 0));
        const isBelow = isComparable && (order < 0 || (inclusive && order === 0));
        if (holds(above, value, direction) !== isAbove) wrong.push([value, 'above', limit, inclusive]);
        if (holds(below, value, direction) !== isBelow) wrong.push([value, 'below', limit, inclusive]);
      }
    }
  }
  expect(wrong).toEqual([]);
});

test.each(DIRECTIONS)('a point holds every key of its value (direction %i)', (direction) => {
  const wrong = plain.flatMap((wanted) => {
    const point = pointRange(wanted, direction);
    return plain.filter((value) => holds(point, value, direction) !== (compare(wanted, value) === 0));
  });
  expect(wrong).toEqual([]);
});

test.each(DIRECTIONS)('a prefix holds the strings that begin with it, itself included (direction %i)', (direction) => {
  const wrong = ['a', '\0', '😀', 'ab'].flatMap((prefix) => {
    const range = prefixRange(prefix, direction);
    const begins = (value: BsonValue): boolean => typeof value === 'string' && value.startsWith(prefix);
    return plain.filter((value) => holds(range, value, direction) !== begins(value)).map((value) => [prefix, value]);
  });
  expect(wrong).toEqual([]);
});
