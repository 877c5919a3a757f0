import { badValue } from '../values/errors.ts';
import { namesOf } from './fields.ts';
import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  isDocument,
  isInt32,
  MinKey,
  ObjectId,
  Timestamp,
  type BsonValue,
  type Document,
  type Scalar,
} from './types.ts';

/** Encodes a document. What {@link decode} read comes out byte for byte. */
export function encode(document: Document): Buffer {
  const writer = new Writer();
  writer.document(document);
  return writer.finished();
}

/** Above this the shared buffer is given back, so that one large reply does not stay in memory for ever. */
const KEPT_BYTES = 1 << 20;
let shared: Buffer = Buffer.allocUnsafe(1 << 16);

class Writer {
  private buffer = shared;
  private at = 0;

  /** Encoding is synchronous and never nested, so every writer may fill the same buffer and copy the result out. */
  finished(): Buffer {
    if (this.buffer.length <= KEPT_BYTES) shared = this.buffer;
    const copy = Buffer.allocUnsafe(this.at);
    this.buffer.copy(copy, 0, 0, this.at);
    return copy;
  }

  document(document: Document): void {
    const start = this.open();
    for (const name of namesOf(document)) {
      const value = document[name];
      if (value !== undefined) this.element(name, value);
    }
    this.close(start);
  }

  private array(values: readonly BsonValue[]): void {
    const start = this.open();
    values.forEach((value, index) => this.element(String(index), value));
    this.close(start);
  }

  private element(name: string, value: BsonValue): void {
    const typeAt = this.room(1);
    this.cstring(name);
    const type = this.value(value);
    this.buffer[typeAt] = type;
  }

  /** Writes the value and answers its type. */
  private value(value: BsonValue): number {
    if (typeof value === 'number') return this.number(value);
    if (typeof value === 'string') {
      this.string(value);
      return 2;
    }
    if (typeof value === 'boolean') {
      this.buffer[this.room(1)] = value ? 1 : 0;
      return 8;
    }
    if (typeof value !== 'bigint') return this.object(value);
    this.int64(value);
    return 18;
  }

  private object(value: Exclude<BsonValue, string | number | boolean | bigint>): number {
    if (value === null) return 10;
    if (Array.isArray(value)) {
      this.array(value);
      return 4;
    }
    if (isDocument(value)) {
      this.document(value);
      return 3;
    }
    return this.classed(value);
  }

  private classed(value: Exclude<Scalar, null | string | number | boolean | bigint>): number {
    if (value instanceof ObjectId) return this.bytes(value.id, 7);
    if (value instanceof Date) {
      if (Number.isNaN(value.getTime())) throw badValue('A date was calculated that is beyond the year 275760');
      this.int64(BigInt(value.getTime()));
      return 9;
    }
    if (value instanceof Double) return this.double(value.value);
    if (value instanceof Decimal128) return this.bytes(value.bytes, 19);
    if (value instanceof Binary) return this.binary(value);
    if (value instanceof Timestamp) {
      this.int64(BigInt.asIntN(64, value.toBigInt()));
      return 17;
    }
    if (value instanceof BSONRegExp) {
      this.cstring(value.pattern);
      this.cstring(value.options);
      return 11;
    }
    if (value instanceof BSONSymbol) {
      this.string(value.value);
      return 14;
    }
    if (value instanceof Code) return this.code(value);
    return value instanceof MinKey ? 255 : 127;
  }

  private number(value: number): number {
    if (!isInt32(value)) return this.double(value);
    const at = this.room(4);
    this.buffer.writeInt32LE(value, at);
    return 16;
  }

  private double(value: number): number {
    const at = this.room(8);
    this.buffer.writeDoubleLE(value, at);
    return 1;
  }

  private int64(value: bigint): void {
    const at = this.room(8);
    this.buffer.writeBigInt64LE(value, at);
  }

  private bytes(bytes: Uint8Array, type: number): number {
    const at = this.room(bytes.length);
    this.buffer.set(bytes, at);
    return type;
  }

  /** Subtype 2 carries its length a second time. */
  private binary(value: Binary): number {
    const bytes = value.buffer.subarray(0, value.position);
    const old = value.sub_type === 2;
    const at = this.room(old ? 9 : 5);
    this.buffer.writeInt32LE(bytes.length + (old ? 4 : 0), at);
    this.buffer[at + 4] = value.sub_type;
    if (old) this.buffer.writeInt32LE(bytes.length, at + 5);
    return this.bytes(bytes, 5);
  }

  private code(value: Code): number {
    if (value.scope === null || value.scope === undefined) {
      this.string(value.code);
      return 13;
    }
    const start = this.room(4);
    this.string(value.code);
    // The driver types a scope as anything; what is here was decoded as a document.
    this.document(value.scope as Document);
    this.buffer.writeInt32LE(this.at - start, start);
    return 15;
  }

  private string(text: string): void {
    const start = this.room(4);
    this.text(text);
    this.buffer.writeInt32LE(this.at - start - 4, start);
  }

  private cstring(text: string): void {
    this.text(text);
  }

  /** UTF-8 and a closing zero. No character takes more than three bytes for each unit of a JavaScript string. */
  private text(text: string): void {
    const start = this.room(text.length * 3 + 1);
    const length = this.buffer.write(text, start, 'utf8');
    this.buffer[start + length] = 0;
    this.at = start + length + 1;
  }

  private open(): number {
    return this.room(4);
  }

  private close(start: number): void {
    this.buffer[this.room(1)] = 0;
    this.buffer.writeInt32LE(this.at - start, start);
  }

  /** Makes room for `size` bytes and answers where they begin. */
  private room(size: number): number {
    const start = this.at;
    this.at += size;
    if (this.at > this.buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.at + 64));
      this.buffer.copy(larger, 0, 0, start);
      this.buffer = larger;
    }
    return start;
  }
}
