import { constants, crc32, deflateRawSync } from 'node:zlib';

/** The head of a gzip stream without name or time. */
const HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
/** An empty last block. */
const LAST = Buffer.from([3, 0]);

/**
 * A text with a gap wherever a certain word stood, filled with another word each time it is sent. It is compressed
 * once, when it is first wanted so: what stands between the gaps ends on a whole byte and refers to nothing outside
 * itself, and words go in as they are.
 */
export class GappedText {
  readonly #pieces: readonly Buffer[];
  #packed: readonly Buffer[] | null = null;
  /** What it takes in memory at most, plain and packed. */
  readonly bytes: number;

  constructor(text: string, word: string) {
    this.#pieces = text.split(word).map((piece) => Buffer.from(piece));
    this.bytes = 2 * this.#pieces.reduce((sum, { length }) => sum + length, 0);
  }

  with(word: string): Buffer {
    return Buffer.concat(joined(this.#pieces, Buffer.from(word)));
  }

  /** The same as one gzip stream. `word` is shorter than 64 kB. */
  gzippedWith(word: string): Buffer {
    this.#packed ??= this.#pieces.map((piece) => deflateRawSync(piece, { finishFlush: constants.Z_FULL_FLUSH }));
    const plain = joined(this.#pieces, Buffer.from(word));
    const end = Buffer.alloc(8);
    end.writeUInt32LE(plain.reduce((sum, piece) => crc32(piece, sum), 0));
    end.writeUInt32LE(
      plain.reduce((sum, { length }) => sum + length, 0),
      4,
    );
    return Buffer.concat([HEAD, ...joined(this.#packed, stored(Buffer.from(word))), LAST, end]);
  }
}

/** A block that is not compressed: its kind, its length, the same inverted, and the bytes. */
function stored(word: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt16LE(word.length, 1);
  head.writeUInt16LE(0xffff - word.length, 3);
  return Buffer.concat([head, word]);
}

function joined(pieces: readonly Buffer[], word: Buffer): Buffer[] {
  return pieces.flatMap((piece, place) => (place === 0 ? [piece] : [word, piece]));
}
