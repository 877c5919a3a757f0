import { expect, test } from '@jest/globals';
import { ProtocolError, Splitter } from './frames.ts';

function message(length: number): Buffer {
  const bytes = Buffer.alloc(length, length);
  bytes.writeInt32LE(length, 0);
  return bytes;
}

test('messages come out whole, however the bytes arrive', () => {
  const messages = [message(16), message(40), message(17), message(5000)];
  const stream = Buffer.concat(messages);
  for (const step of [1, 3, 16, 41, 6000]) {
    const splitter = new Splitter();
    const out: Buffer[] = [];
    for (let at = 0; at < stream.length; at += step) out.push(...splitter.take(stream.subarray(at, at + step)));
    expect(out).toEqual(messages);
  }
});

test.each([0, 15, -1, 48_000_001])('a length of %i is not MongoDB', (length) => {
  const bytes = Buffer.alloc(16);
  bytes.writeInt32LE(length, 0);
  expect(() => new Splitter().take(bytes)).toThrow(ProtocolError);
});
