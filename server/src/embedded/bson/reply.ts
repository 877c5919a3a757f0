/**
 * A cursor's reply made from stored bytes, so that a read copies documents once and decodes none:
 * `{cursor: {firstBatch | nextBatch: […], id, ns}, ok: 1}`.
 */
export function cursorReply(
  namespace: string,
  cursorId: bigint,
  batch: readonly Buffer[],
  batchName: 'firstBatch' | 'nextBatch',
): Buffer {
  const list = field(4, batchName, documentOf(batch.flatMap((document, index) => [elementName(index), document])));
  const cursor = documentOf([...list, ...int64('id', cursorId), ...string('ns', namespace)]);
  return Buffer.concat(documentOf([...field(3, 'cursor', cursor), ...double('ok', 1)]));
}

/** The reply of `findAndModify` with a stored document as it is: `{lastErrorObject, value, ok: 1}`. */
export function valueReply(lastErrorObject: Buffer, value: Buffer): Buffer {
  const fields = [...field(3, 'lastErrorObject', [lastErrorObject]), ...field(3, 'value', [value]), ...double('ok', 1)];
  return Buffer.concat(documentOf(fields));
}

/** Pieces of BSON that belong one behind the other; they are joined only once, at the end. */
type Pieces = readonly Buffer[];

const ZERO = Buffer.from([0]);

const elementName = (index: number): Buffer => Buffer.from(`\x03${index}\0`, 'latin1');

function documentOf(fields: Pieces): Pieces {
  const head = Buffer.allocUnsafe(4);
  head.writeInt32LE(
    fields.reduce((sum, one) => sum + one.length, 5),
    0,
  );
  return [head, ...fields, ZERO];
}

const field = (type: number, name: string, body: Pieces): Pieces => [
  Buffer.from([type]),
  Buffer.from(`${name}\0`),
  ...body,
];

function int64(name: string, value: bigint): Pieces {
  const body = Buffer.allocUnsafe(8);
  body.writeBigInt64LE(value, 0);
  return field(18, name, [body]);
}

function double(name: string, value: number): Pieces {
  const body = Buffer.allocUnsafe(8);
  body.writeDoubleLE(value, 0);
  return field(1, name, [body]);
}

function string(name: string, value: string): Pieces {
  const text = Buffer.from(`${value}\0`);
  const length = Buffer.allocUnsafe(4);
  length.writeInt32LE(text.length, 0);
  return field(2, name, [length, text]);
}
