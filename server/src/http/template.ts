import { constants, crc32, deflateRawSync } from 'node:zlib';

/** The head of a gzip stream without name or time. */
const HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
/** An empty last block. */
const LAST = Buffer.from([3, 0]);

/** What fills the gaps of a page, by their names. */
export type Fillings = Readonly<Record<string, string>>;

/**
 * A text with a gap wherever certain words stood, filled anew each time it is sent. It is compressed once, when it is
 * first wanted so: what stands between the gaps ends on a whole byte and refers to nothing outside itself, and words go
 * in as they are.
 */
export class Template {
  /** One more than there are gaps. */
  readonly #pieces: readonly Buffer[];
  readonly #gaps: readonly string[];
  #packed: readonly Buffer[] | null = null;
  /** What it takes in memory at most, plain and packed. */
  readonly bytes: number;

  /** `words` names each gap by the word that is taken out of the text for it; none of them is part of another one. */
  constructor(text: string, words: Fillings) {
    const names = new Map(Object.entries(words).map(([name, word]) => [word, name]));
    const anyWord = [...names.keys()].map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
    const found = [...text.matchAll(new RegExp(anyWord, 'g'))];
    const starts = [0, ...found.map(({ index, 0: word }) => index + word.length)];
    this.#pieces = starts.map((start, place) => Buffer.from(text.slice(start, found[place]?.index)));
    this.#gaps = found.map(([word]) => names.get(word) ?? '');
    this.bytes = 2 * this.#pieces.reduce((sum, { length }) => sum + length, 0);
  }

  /** Whether these words stand between the gaps. */
  includes(words: string): boolean {
    return this.#pieces.some((piece) => piece.includes(words));
  }

  filled(fillings: Fillings): Buffer {
    return Buffer.concat(this.#between(this.#pieces, this.#wordsOf(fillings)));
  }

  /** The same as one gzip stream. No filling is longer than 64 kB. */
  gzipped(fillings: Fillings): Buffer {
    this.#packed ??= this.#pieces.map((piece) => deflateRawSync(piece, { finishFlush: constants.Z_FULL_FLUSH }));
    const words = this.#wordsOf(fillings);
    const plain = this.#between(this.#pieces, words);
    const end = Buffer.alloc(8);
    end.writeUInt32LE(plain.reduce((sum, piece) => crc32(piece, sum), 0));
    end.writeUInt32LE(
      plain.reduce((sum, { length }) => sum + length, 0),
      4,
    );
    return Buffer.concat([HEAD, ...this.#between(this.#packed, words.map(stored)), LAST, end]);
  }

  #wordsOf(fillings: Fillings): Buffer[] {
    return this.#gaps.map((name) => Buffer.from(fillings[name] ?? ''));
  }

  #between(pieces: readonly Buffer[], words: readonly Buffer[]): Buffer[] {
    return pieces.flatMap((piece, place) => {
      const word = words[place];
      return word ? [piece, word] : [piece];
    });
  }
}

/** A block that is not compressed: its kind, its length, the same inverted, and the bytes. */
function stored(word: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt16LE(word.length, 1);
  head.writeUInt16LE(0xffff - word.length, 3);
  return Buffer.concat([head, word]);
}
