import { Readable } from 'node:stream';
import type { ByteRange, Blobs } from '../../platform/blobs.ts';
import type { FileRecord } from './model.ts';

type Whole = Pick<FileRecord, 'pieces'>;

/** A piece, and which part of it is wanted. */
interface PartOfPiece {
  readonly key: string;
  readonly range: ByteRange;
}

function partsIn({ pieces }: Whole, { first, last }: ByteRange = ALL): PartOfPiece[] {
  let at = 0;
  return pieces.flatMap(({ key, size }): PartOfPiece[] => {
    const [begin, end] = [Math.max(first - at, 0), Math.min(last - at, size - 1)];
    at += size;
    return begin > end ? [] : [{ key, range: { first: begin, last: end } }];
  });
}

const ALL: ByteRange = { first: 0, last: Number.MAX_SAFE_INTEGER };

async function opened(blobs: Pick<Blobs, 'read'>, { key, range }: PartOfPiece): Promise<Readable> {
  const piece = await blobs.read(key, range);
  if (!piece) throw new Error('a piece of an upload is missing');
  return piece;
}

/** What was sent, or a part of it, out of the pieces in which it came. Throws where one of them is gone. */
export async function* bytesOf(blobs: Pick<Blobs, 'read'>, file: Whole, range?: ByteRange): AsyncGenerator<Buffer> {
  for (const part of partsIn(file, range)) for await (const bytes of await opened(blobs, part)) yield bytes;
}

/** The same for whoever sends it on; null where it is gone. Each piece is read once. */
export async function streamOf(
  blobs: Pick<Blobs, 'read'>,
  file: Whole,
  range: ByteRange | undefined,
): Promise<Readable | null> {
  const [first, ...rest] = partsIn(file, range);
  const begun = first && (await blobs.read(first.key, first.range));
  if (!begun) return null;
  const all = Readable.from(joined(blobs, begun, rest), { objectMode: false });
  // Also where nobody has read any of it.
  return all.once('close', () => begun.destroy());
}

/** While one piece is on its way the next one is opened. */
async function* joined(
  blobs: Pick<Blobs, 'read'>,
  begun: Readable,
  rest: readonly PartOfPiece[],
): AsyncGenerator<Buffer> {
  let piece = begun;
  for (const part of rest) {
    const next = opened(blobs, part);
    // That it failed is told when it is its turn.
    next.catch(() => {});
    let isSent = false;
    try {
      yield* piece;
      isSent = true;
    } finally {
      if (!isSent) next.then((one) => one.destroy()).catch(() => {});
    }
    piece = await next;
  }
  yield* piece;
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
