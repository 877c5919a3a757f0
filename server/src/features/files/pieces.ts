import { Readable } from 'node:stream';
import type { ByteRange, Blobs } from '../../platform/blobs.ts';
import type { FileRecord } from './model.ts';

type Whole = Pick<FileRecord, 'pieces'>;

/** What was sent, or a part of it, out of the pieces in which it came. Throws where one of them is gone. */
export async function* bytesOf(
  blobs: Pick<Blobs, 'read'>,
  { pieces }: Whole,
  { first, last }: ByteRange = { first: 0, last: Number.MAX_SAFE_INTEGER },
): AsyncGenerator<Buffer> {
  let at = 0;
  for (const { key, size } of pieces) {
    const [begin, end] = [Math.max(first - at, 0), Math.min(last - at, size - 1)];
    at += size;
    if (begin > end) continue;
    const isAll = begin === 0 && end === size - 1;
    const piece = await blobs.read(key, isAll ? undefined : { first: begin, last: end });
    if (!piece) throw new Error('a piece of an upload is missing');
    for await (const bytes of piece) yield bytes;
  }
}

/** The same for whoever sends it on; null where it is gone. */
export async function streamOf(
  blobs: Pick<Blobs, 'read'>,
  file: Whole,
  range: ByteRange | undefined,
): Promise<Readable | null> {
  const [first] = file.pieces;
  const begins = first && (await blobs.read(first.key, { first: 0, last: 0 }));
  if (!begins) return null;
  begins.destroy();
  return Readable.from(bytesOf(blobs, file, range), { objectMode: false });
}

/** Some bytes at a place; fewer where it ends. */
export type ReadAt = (first: number, length: number) => Promise<Buffer>;

export function readingAt(blobs: Pick<Blobs, 'read'>, file: Whole): ReadAt {
  return async (first, length) => {
    const found: Buffer[] = [];
    if (length > 0)
      for await (const bytes of bytesOf(blobs, file, { first, last: first + length - 1 })) found.push(bytes);
    return Buffer.concat(found);
  };
}
