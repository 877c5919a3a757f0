import { expect, test } from '@jest/globals';
import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import { HEADER, ProtocolError } from './frames.ts';
import { readMessage, writeReply } from './message.ts';

/** An OP_MSG of these sections. */
function opMsg(flags: number, ...sections: Buffer[]): Buffer {
  const bytes = Buffer.concat([Buffer.alloc(HEADER + 4), ...sections]);
  bytes.writeInt32LE(bytes.length, 0);
  bytes.writeInt32LE(7, 4);
  bytes.writeInt32LE(2013, 12);
  bytes.writeUInt32LE(flags, HEADER);
  return bytes;
}

const body = (document: Parameters<typeof encode>[0]): Buffer => Buffer.concat([Buffer.from([0]), encode(document)]);

function sequence(name: string, ...documents: Buffer[]): Buffer {
  const content = Buffer.concat([Buffer.alloc(4), Buffer.from(`${name}\0`), ...documents]);
  content.writeInt32LE(content.length, 0);
  return Buffer.concat([Buffer.from([1]), content]);
}

test('the documents of an insert stay bytes, in the body and beside it', () => {
  const documents = [encode({ a: 1 }), encode({ b: 2 })];
  const inside = readMessage(opMsg(0, body({ insert: 'c', documents: [{ a: 1 }, { b: 2 }], $db: 'd' })));
  const beside = readMessage(opMsg(0, sequence('documents', ...documents), body({ insert: 'c', $db: 'd' })));
  for (const { body: command, documents: raw } of [inside, beside]) {
    expect(command).toEqual({ insert: 'c', $db: 'd' });
    expect(raw).toEqual(documents);
  }
});

test('other sequences become fields of the body', () => {
  const update = { q: { _id: 1 }, u: { $set: { a: 1 } } };
  const { body: command } = readMessage(opMsg(0, body({ update: 'c' }), sequence('updates', encode(update))));
  expect(command).toEqual({ update: 'c', updates: [update] });
});

test('a checksum is skipped and "more to come" waits for no answer', () => {
  const withChecksum = opMsg(1 | 2, body({ ping: 1 }), Buffer.from([1, 2, 3, 4]));
  expect(readMessage(withChecksum)).toMatchObject({ body: { ping: 1 }, isUnanswered: true, requestId: 7 });
});

test.each([
  ['no body', opMsg(0)],
  ['a flag nobody knows', opMsg(4, body({ ping: 1 }))],
  ['a section of another kind', opMsg(0, Buffer.from([9, 5, 0, 0, 0, 0]))],
  ['a section longer than its message', opMsg(0, Buffer.from([0, 99, 0, 0, 0, 0]))],
])('%s is not MongoDB', (_what, bytes) => {
  expect(() => readMessage(bytes)).toThrow(ProtocolError);
});

test('a reply names the request and comes in its form', () => {
  const reply = encode({ ok: 1 });
  const message = writeReply({ requestId: 7, isQuery: false }, reply);
  expect([message.readInt32LE(0), message.readInt32LE(8), message.readInt32LE(12)]).toEqual([message.length, 7, 2013]);
  expect(decode(message, HEADER + 5)).toEqual({ ok: 1 });
  const old = writeReply({ requestId: 7, isQuery: true }, reply);
  expect([old.readInt32LE(12), old.readInt32LE(HEADER + 16)]).toEqual([1, 1]);
  expect(decode(old, HEADER + 20)).toEqual({ ok: 1 });
});
