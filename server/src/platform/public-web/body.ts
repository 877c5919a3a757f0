import type { IncomingMessage } from 'node:http';
import { pipeline, Transform, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Unfetched } from './connect.ts';

/** Whether enough has come: nothing more is read. Gets the bytes so far. */
export type IsEnough = (bytes: Buffer) => boolean;

const unpackers: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * The body of an answer, unpacked; at most so many bytes of it, also of what unpacks to a thousand times as many. Refused where
 * more is announced or more comes before it is enough.
 */
export async function bodyOf(response: IncomingMessage, most: number, isEnough: IsEnough): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  const unpacked = unpackedOf(response, most);
  try {
    for await (const chunk of unpacked) {
      if (!Buffer.isBuffer(chunk)) continue;
      chunks.push(chunk);
      length += chunk.length;
      const isOver = length > most;
      const last = chunks.at(-2);
      // What is looked for may lie over the edge of two.
      if (!isOver && isEnough(last ? Buffer.concat([last.subarray(-OVERLAP), chunk]) : chunk)) break;
      if (isOver) throw new Unfetched('too much');
    }
  } finally {
    response.destroy();
    unpacked.destroy();
  }
  return Buffer.concat(chunks);
}

const OVERLAP = 16;

function unpackedOf(response: IncomingMessage, most: number): Readable {
  const coding = response.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (coding === 'identity' || coding === '') return response;
  const unpacker = unpackers[coding]?.();
  if (!unpacker) throw new Unfetched('packed in an unknown way');
  // Whoever reads what is unpacked is told of faults.
  return pipeline(response, bounded(most), unpacker, () => {});
}

/** Bytes that unpack to nothing are bytes too. */
function bounded(most: number): Transform {
  let length = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      length += chunk.length;
      done(length > most ? new Unfetched('too much') : null, chunk);
    },
  });
}
