import { Long } from 'bson';
import { badValue, MongoError } from '../values/errors.ts';
import { setField } from './fields.ts';
import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  isInt32,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  type BsonValue,
  type Document,
  type Maybe,
} from './types.ts';

/** MongoDB's limit on nesting. It also keeps a hostile document from ending the stack. */
const MAX_DEPTH = 200;

/** Decodes the document that starts at `start`. Nothing in the result shares memory with the buffer. */
export function decode(buffer: Buffer, start = 0): Document {
  return new Reader(buffer, start).document(0);
}

/** A command with the documents of one of its arrays left as they came, such as `documents` of an insert. */
export function decodeCommand(buffer: Buffer, rawField?: string): { command: Document; raw: Buffer[] } {
  const raw: Buffer[] = [];
  const reader = new Reader(buffer, 0);
  const command: Document = {};
  reader.each((type, name) => {
    if (type === 4 && name === rawField) raw.push(...reader.rawDocuments());
    else setField(command, name, reader.value(type, 1));
  });
  return { command, raw };
}

/** The name of the first field; empty for an empty document. In a command it is the command's name. */
export function firstName(buffer: Buffer): string {
  return buffer[4] === 0 ? '' : buffer.toString('utf8', 5, buffer.indexOf(0, 5));
}

/** One top-level field, without decoding the others. */
export function readField(buffer: Buffer, wanted: string): Maybe {
  const reader = new Reader(buffer, 0);
  let found: Maybe;
  reader.each((type, name) => {
    if (found !== undefined || name !== wanted) return reader.skip(type);
    found = reader.value(type, 1);
  });
  return found;
}

const SHORT_NAME = 16;
const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

class Reader {
  private readonly buffer: Buffer;
  private at: number;

  constructor(buffer: Buffer, at: number) {
    this.buffer = buffer;
    this.at = at;
  }

  document(depth: number): Document {
    const found: Document = {};
    const end = this.open();
    while (this.at < end) {
      const type = this.byte();
      const name = this.cstring();
      setField(found, name, this.value(type, depth + 1));
    }
    this.close(end);
    return found;
  }

  array(depth: number): BsonValue[] {
    const found: BsonValue[] = [];
    const end = this.open();
    while (this.at < end) {
      const type = this.byte();
      this.at = this.buffer.indexOf(0, this.at) + 1;
      found.push(this.value(type, depth + 1));
    }
    this.close(end);
    return found;
  }

  /** Calls `visit` at each field of the document here; `visit` must read or skip the value. */
  each(visit: (type: number, name: string) => void): void {
    const end = this.open();
    while (this.at < end) {
      const type = this.byte();
      visit(type, this.cstring());
    }
    this.close(end);
  }

  rawDocuments(): Buffer[] {
    const found: Buffer[] = [];
    const end = this.open();
    while (this.at < end) {
      if (this.byte() !== 3) throw badValue('An array of documents was expected');
      this.at = this.buffer.indexOf(0, this.at) + 1;
      const next = this.at + this.buffer.readInt32LE(this.at);
      if (next > end) throw corrupt();
      found.push(this.buffer.subarray(this.at, next));
      this.at = next;
    }
    this.close(end);
    return found;
  }

  value(type: number, depth: number): BsonValue {
    switch (type) {
      case 1:
        return this.double();
      case 2:
        return this.string();
      case 3:
      case 4:
        if (depth >= MAX_DEPTH) throw tooDeep();
        return type === 3 ? this.document(depth) : this.array(depth);
      case 7:
        return new ObjectId(this.bytes(12));
      case 8:
        return this.byte() === 1;
      case 9:
        return this.date();
      case 10:
        return null;
      case 16:
        return this.int32();
      case 18:
        return this.int64();
      default:
        return this.rarer(type, depth);
    }
  }

  private rarer(type: number, depth: number): BsonValue {
    switch (type) {
      case 5:
        return this.binary();
      case 11:
        return new BSONRegExp(this.cstring(), this.cstring());
      case 13:
        return new Code(this.string());
      case 14:
        return new BSONSymbol(this.string());
      case 15:
        this.int32();
        return new Code(this.string(), this.document(depth));
      case 17:
        return new Timestamp(Long.fromBigInt(this.int64(), true));
      case 19:
        return new Decimal128(this.bytes(16));
      case 127:
        return new MaxKey();
      case 255:
        return new MinKey();
      case 6:
      case 12:
        throw badValue(`BSON type ${type === 6 ? 'undefined' : 'dbPointer'} is deprecated and not supported here`);
      default:
        throw badValue(`Unknown BSON type ${type}`);
    }
  }

  /** Steps over a value. */
  skip(type: number): void {
    const width = WIDTHS[type];
    if (width !== undefined) this.at += width;
    else if (type === 2 || type === 13 || type === 14) this.at += 4 + this.buffer.readInt32LE(this.at);
    else if (type === 3 || type === 4 || type === 15) this.at += this.buffer.readInt32LE(this.at);
    else if (type === 5) this.at += 5 + this.buffer.readInt32LE(this.at);
    else this.value(type, 1);
  }

  private open(): number {
    const end = this.at + this.buffer.readInt32LE(this.at) - 1;
    if (end >= this.buffer.length || end < this.at + 4) throw corrupt();
    this.at += 4;
    return end;
  }

  private close(end: number): void {
    if (this.at !== end || this.buffer[end] !== 0) throw corrupt();
    this.at = end + 1;
  }

  private byte(): number {
    const byte = this.buffer[this.at++];
    if (byte === undefined) throw corrupt();
    return byte;
  }

  private int32(): number {
    this.at += 4;
    return this.buffer.readInt32LE(this.at - 4);
  }

  private int64(): bigint {
    this.at += 8;
    return this.buffer.readBigInt64LE(this.at - 8);
  }

  private date(): Date {
    const found = new Date(Number(this.int64()));
    // It would be written back as another.
    if (Number.isNaN(found.getTime()))
      throw badValue('A date beyond the year 275760 is not supported by the embedded store');
    return found;
  }

  private double(): number | Double {
    const found = this.buffer.readDoubleLE(this.at);
    this.at += 8;
    return isInt32(found) ? new Double(found) : found;
  }

  private bytes(length: number): Buffer {
    if (length < 0 || this.at + length > this.buffer.length) throw corrupt();
    this.at += length;
    return Buffer.from(this.buffer.subarray(this.at - length, this.at));
  }

  private string(): string {
    const length = this.int32();
    const start = this.at;
    this.at += length;
    if (length < 1 || this.at > this.buffer.length) throw corrupt();
    return this.buffer.toString('utf8', start, this.at - 1);
  }

  /** Names are short: reading them byte by byte costs less than two calls into the buffer. */
  private cstring(): string {
    const start = this.at;
    let name = '';
    for (let at = start; at < start + SHORT_NAME; at++) {
      const byte = this.buffer[at];
      if (byte === 0) {
        this.at = at + 1;
        return name;
      }
      if (byte === undefined) throw corrupt();
      if (byte > 0x7f) break;
      name += ASCII[byte] ?? '';
    }
    const end = this.buffer.indexOf(0, start);
    if (end < 0) throw corrupt();
    this.at = end + 1;
    return this.buffer.toString('utf8', start, end);
  }

  /** Subtype 2 carries its length a second time. */
  private binary(): Binary {
    const length = this.int32();
    const subtype = this.byte();
    return new Binary(this.bytes(subtype === 2 ? this.int32() : length), subtype);
  }
}

/** Bytes of the types whose width is fixed. */
const WIDTHS: Readonly<Record<number, number>> = {
  1: 8,
  7: 12,
  8: 1,
  9: 8,
  10: 0,
  16: 4,
  17: 8,
  18: 8,
  19: 16,
  127: 0,
  255: 0,
};

const corrupt = (): MongoError => new MongoError(22, 'InvalidBSON', 'Corrupt BSON: a length does not fit its content');

const tooDeep = (): MongoError =>
  new MongoError(15, 'Overflow', `BSONObj exceeded maximum nested object depth: ${MAX_DEPTH}`);
