import { expect, test } from '@jest/globals';
import { Decimal128, Double, ObjectId, type BsonValue, type Document, type Maybe } from '../bson/types.ts';
import { environment } from './environment.ts';
import { compileExpression } from './expression.ts';

const at = new Date('2026-11-24T03:44:23.456Z');
const document: Document = { n: 5, s: 'Grüße', list: [1, 2, 3], docs: [{ x: 1 }, { y: 2 }, { x: 3 }], nil: null, at };

const value = (spec: BsonValue): Maybe => compileExpression(spec, environment({}, at))(document);

test.each<[BsonValue, Maybe]>([
  ['$docs.x', [1, 3]],
  ['$nobody', undefined],
  ['$$ROOT.n', 5],
  ['$$REMOVE', undefined],
  [{ a: '$n', b: '$nobody' }, { a: 5 }],
  [
    ['$nobody', 1],
    [null, 1],
  ],
  [{ $add: ['$n', 2n] }, 7n],
  [{ $add: ['$n', null] }, null],
  [{ $add: ['$at', 544] }, new Date('2026-11-24T03:44:24.000Z')],
  [{ $subtract: ['$at', new Date(at.getTime() - 5)] }, 5n],
  [{ $divide: [6, 3] }, new Double(2)],
  [{ $mod: [-7, 3] }, -1],
  [{ $round: [2.5] }, new Double(2)],
  [{ $round: [1.005, 2] }, new Double(1)],
  [{ $round: [2.345, 2] }, 2.35],
  [{ $round: [-0.3] }, -0],
  [{ $floor: -1.5 }, new Double(-2)],
  [{ $round: [Decimal128.fromString('2.345'), 2] }, Decimal128.fromString('2.34')],
  [{ $round: [1.2345, 2] }, 1.23],
  [{ $round: [1250, -2] }, 1200],
  [{ $trunc: [-1.7] }, new Double(-1)],
  [{ $pow: [2, 40] }, 1099511627776n],
  [{ $pow: [2, -1] }, 0.5],
  [{ $max: '$list' }, 3],
  [{ $avg: ['$n', 6] }, 5.5],
  [{ $concat: ['a', '$s'] }, 'aGrüße'],
  [{ $concat: ['a', null] }, null],
  [{ $toUpper: '$s' }, 'GRüßE'],
  [{ $strLenCP: 'a😀' }, 2],
  [{ $strLenBytes: 'a😀' }, 5],
  [{ $substrCP: ['a😀b', 1, 1] }, '😀'],
  [{ $indexOfCP: ['a😀b', 'b'] }, 2],
  [{ $split: ['a-b', '-'] }, ['a', 'b']],
  [{ $trim: { input: ' a ' } }, 'a'],
  [{ $replaceAll: { input: 'a.a', find: 'a', replacement: { $literal: '$&' } } }, '$&.$&'],
  [{ $regexFind: { input: 'x42', regex: '(\\d)(\\d)' } }, { match: '42', idx: 1, captures: ['4', '2'] }],
  [{ $arrayElemAt: ['$list', -1] }, 3],
  [{ $arrayElemAt: ['$list', 9] }, undefined],
  [{ $slice: ['$list', -2, 1] }, [2]],
  [{ $in: [2, '$list'] }, true],
  [{ $indexOfArray: ['$list', 3] }, 2],
  [{ $range: [0, 5, 2] }, [0, 2, 4]],
  [{ $filter: { input: '$list', as: 'one', cond: { $gt: ['$$one', 1] }, limit: 1 } }, [2]],
  [{ $map: { input: '$list', in: { $multiply: ['$$this', '$n'] } } }, [5, 10, 15]],
  [{ $reduce: { input: '$list', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6],
  [{ $let: { vars: { a: 1 }, in: { $map: { input: '$list', in: { $add: ['$$a', '$$this'] } } } } }, [2, 3, 4]],
  [{ $sortArray: { input: '$docs', sortBy: { x: -1 } } }, [{ x: 3 }, { x: 1 }, { y: 2 }]],
  [
    {
      $setUnion: [
        [3, 1],
        [1, new Double(2)],
      ],
    },
    [1, new Double(2), 3],
  ],
  [{ $setDifference: ['$list', [2]] }, [1, 3]],
  [{ $mergeObjects: [{ a: 1 }, null, { b: 2 }] }, { a: 1, b: 2 }],
  [{ $objectToArray: { a: 1 } }, [{ k: 'a', v: 1 }]],
  [{ $arrayToObject: [[{ k: 'a', v: 1 }]] }, { a: 1 }],
  [{ $getField: 'n' }, 5],
  [{ $cond: ['$nil', 'yes', 'no'] }, 'no'],
  [{ $ifNull: ['$nil', '$nobody', 7] }, 7],
  [{ $switch: { branches: [{ case: { $gt: ['$n', 9] }, then: 1 }], default: 2 } }, 2],
  [{ $cmp: ['$nobody', null] }, -1],
  [{ $type: '$nobody' }, 'missing'],
  [{ $toString: 5n }, '5'],
  [{ $toInt: '12' }, 12],
  [{ $toLong: 12.9 }, 12n],
  [{ $toDecimal: '1.10' }, Decimal128.fromString('1.10')],
  [{ $toDate: '2026-01-02' }, new Date(Date.UTC(2026, 0, 2))],
  [{ $toDate: new ObjectId('000000010000000000000000') }, new Date(1000)],
  [{ $convert: { input: 'x', to: 'int', onError: -1 } }, -1],
  [{ $year: '$at' }, 2026],
  [{ $hour: { date: '$at', timezone: 'Europe/Berlin' } }, 4],
  [{ $isoWeek: '$at' }, 48],
  [{ $dayOfWeek: '$at' }, 3],
  [{ $dateToString: { date: '$at' } }, '2026-11-24T03:44:23.456Z'],
  [{ $dateToString: { date: '$at', format: '%Y-%m-%d %H:%M %z', timezone: '+05:30' } }, '2026-11-24 09:14 +0530'],
  [{ $dateTrunc: { date: '$at', unit: 'week', startOfWeek: 'monday' } }, new Date('2026-11-23T00:00:00Z')],
  [{ $dateTrunc: { date: '$at', unit: 'day', timezone: 'America/New_York' } }, new Date('2026-11-23T05:00:00Z')],
  [
    { $dateAdd: { startDate: new Date('2026-01-31T00:00:00Z'), unit: 'month', amount: 1 } },
    new Date('2026-02-28T00:00:00Z'),
  ],
  [{ $dateDiff: { startDate: new Date('2026-01-31T23:00:00Z'), endDate: '$at', unit: 'month' } }, 10n],
])('%j is %j', (spec, expected) => {
  expect(value(spec)).toEqual(expected);
});

test('a clock that is turned makes a day of 25 hours', () => {
  const spec = {
    $dateAdd: { startDate: new Date('2026-10-24T10:00:00Z'), unit: 'day', amount: 1, timezone: 'Europe/Berlin' },
  };
  expect(value(spec)).toEqual(new Date('2026-10-25T11:00:00Z'));
});

test.each<[BsonValue, number]>([
  [{ $foo: 1 }, 168],
  [{ $add: 1, $subtract: 1 }, 15983],
  ['$$nobody', 17276],
  ['$', 16872],
  ['$a..b', 15998],
  [{ $eq: [1] }, 16020],
  [{ $map: { input: [], as: 'One', in: 1 } }, 9],
  [{ $map: { input: [], wrong: 1, in: 1 } }, 28647],
])('%j is refused with code %i before there is a document', (spec, code) => {
  expect(() => compileExpression(spec)).toThrow(expect.objectContaining({ code }));
});

test.each<[BsonValue, number]>([
  [{ $add: ['$s', 1] }, 14],
  [{ $divide: [1, 0] }, 2],
  [{ $concat: [1] }, 16702],
  [{ $size: '$n' }, 17124],
  [{ $toInt: 'x' }, 241],
  [{ $filter: { input: '$n', cond: true } }, 28651],
  [{ $switch: { branches: [{ case: false, then: 1 }] } }, 40066],
  [{ $hour: { date: '$at', timezone: 'Nowhere/Else' } }, 40485],
])('%j fails with code %i', (spec, code) => {
  expect(() => value(spec)).toThrow(expect.objectContaining({ code }));
});
