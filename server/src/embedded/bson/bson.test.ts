import { expect, test } from '@jest/globals';
import { deserialize, Int32, Long, serialize, UUID } from 'bson';
import { decode, decodeCommand, firstName, readField } from './decode.ts';
import { encode } from './encode.ts';
import { cloneDocument, copyFields, namesOf, removeField, setField, withIdFirst } from './fields.ts';
import { cursorReply } from './reply.ts';
import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  type Document,
} from './types.ts';

const driverBytes = (value: object): Buffer => Buffer.from(serialize(value, { ignoreUndefined: true }));

const everyType = {
  _id: new ObjectId('64a000000000000000000001'),
  int: new Int32(5),
  double: new Double(5),
  fraction: 2.5,
  minusZero: new Double(-0),
  nan: NaN,
  long: Long.fromString('9007199254740993'),
  decimal: Decimal128.fromString('1.10'),
  text: 'é😀\0tail',
  yes: true,
  none: null,
  date: new Date(-5000),
  list: [1, [], { a: [null] }],
  inner: { b: { c: '' } },
  binary: new Binary(Buffer.from([1, 2, 3]), 5),
  old: new Binary(Buffer.from([1, 2, 3]), 2),
  uuid: new UUID('00112233-4455-6677-8899-aabbccddeeff'),
  regex: new BSONRegExp('^a', 'i'),
  symbol: new BSONSymbol('s'),
  code: new Code('f()'),
  scoped: new Code('g()', { x: 1 }),
  timestamp: new Timestamp({ t: 4_000_000_000, i: 7 }),
  max: new MaxKey(),
  min: new MinKey(),
};

test('what was read is written back byte for byte, whatever its type', () => {
  const bytes = driverBytes(everyType);
  expect(encode(decode(bytes)).equals(bytes)).toBe(true);
});

test('int32, int64 and doubles without a fraction stay apart', () => {
  const { int, long, double, fraction } = decode(driverBytes(everyType));
  expect([int, long, fraction]).toEqual([5, 9007199254740993n, 2.5]);
  expect(double).toBeInstanceOf(Double);
});

test('fields named like object internals are ordinary fields', () => {
  const strange: Document = JSON.parse('{"__proto__": {"a": 1}, "constructor": 2, "_bsontype": "ObjectId"}');
  const again = decode(encode(strange));
  expect(Object.keys(again)).toEqual(['__proto__', 'constructor', '_bsontype']);
  expect(Object.getPrototypeOf(again)).toBe(Object.prototype);
});

test('one field is found without decoding the others', () => {
  const bytes = driverBytes(everyType);
  expect(readField(bytes, 'timestamp')).toEqual(everyType.timestamp);
  expect(readField(bytes, 'inner')).toEqual({ b: { c: '' } });
  expect(readField(bytes, 'c')).toBeUndefined();
});

test('the documents of an insert stay as they came', () => {
  const documents = [{ a: new Double(1) }, { b: [] }];
  const bytes = driverBytes({ insert: 'things', documents, ordered: true });
  const { command, raw } = decodeCommand(bytes, 'documents');
  expect(firstName(bytes)).toBe('insert');
  expect(command).toEqual({ insert: 'things', ordered: true });
  expect(raw.map((one) => one.toString('hex'))).toEqual(documents.map((one) => driverBytes(one).toString('hex')));
});

test('lengths that do not fit and nesting without end are refused', () => {
  const bytes = driverBytes({ text: 'hello', inner: { a: 1 } });
  for (let at = 0; at < bytes.length; at++) {
    const broken = Buffer.from(bytes);
    broken[at] = 0xfe;
    try {
      decode(broken);
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
    }
  }
  expect(() => decode(bytes.subarray(0, -1))).toThrow('Corrupt BSON');
  let deep: Document = {};
  for (let depth = 0; depth < 250; depth++) deep = { deep };
  expect(() => decode(encode(deep))).toThrow('maximum nested object depth');
});

test('a cursor reply made of raw documents reads as the driver expects it', () => {
  const batch = Array.from({ length: 120 }, (_, _id) => driverBytes({ _id }));
  const reply = deserialize(cursorReply('db.things', 77n, batch, 'nextBatch'));
  expect(reply).toMatchObject({ ok: 1, cursor: { id: Long.fromNumber(77).toNumber(), ns: 'db.things' } });
  expect(reply['cursor'].nextBatch).toHaveLength(120);
  expect(reply['cursor'].nextBatch[119]).toEqual({ _id: 119 });
});

test('names that look like array indexes keep their place, whatever is done to the document', () => {
  const bytes = Buffer.from(
    serialize(
      new Map<string, unknown>([
        ['b', 1],
        ['2', 2],
        [
          '1',
          new Map([
            ['9', 1],
            ['a', 2],
            ['0', 3],
          ]),
        ],
        ['c', 4],
      ]),
    ),
  );
  const document = decode(bytes);
  expect(encode(document)).toEqual(bytes);
  expect(encode(cloneDocument(document))).toEqual(bytes);
  expect(namesOf(copyFields(document))).toEqual(['b', '2', '1', 'c']);
  setField(document, '2', 5);
  setField(document, '0', 6);
  setField(document, 'd', 7);
  expect(namesOf(document)).toEqual(['b', '2', '1', 'c', '0', 'd']);
  removeField(document, '2');
  setField(document, '2', 8);
  removeField(document, 'b');
  expect(namesOf(document)).toEqual(['1', 'c', '0', 'd', '2']);
  expect(namesOf(withIdFirst(document, 9))).toEqual(['_id', '1', 'c', '0', 'd', '2']);
});

test('a date that JavaScript cannot hold is refused, not changed', () => {
  const bytes = Buffer.from(serialize({ at: new Date(0) }));
  bytes.writeBigInt64LE(8_640_000_000_000_001n, bytes.length - 9);
  expect(() => decode(bytes)).toThrow(expect.objectContaining({ code: 2 }));
  expect(() => encode({ at: new Date(NaN) })).toThrow(expect.objectContaining({ code: 2 }));
});
