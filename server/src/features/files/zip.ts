import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import type { ReadAt } from './pieces.ts';

/** What a zip says that it holds; APPNOTE.TXT 6.3.10 of PKWARE. */
export interface ZipEntry {
  readonly name: string;
  readonly isEncrypted: boolean;
  /** 0: as it is; 8: deflated. */
  readonly method: number;
  readonly packed: number;
  /** Where its own header begins. */
  readonly at: number;
}

const inflate = promisify(inflateRaw);

const END = 0x06054b50;
const END_BYTES = 22;
const CENTRAL = 0x02014b50;
const CENTRAL_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
/** Behind its end a zip may have a remark. */
const REMARK_MOST = 0xffff;
/** A presentation of hundreds of slides has some thousands of entries, each with a name of some forty signs. */
const ENTRIES_MOST = 8_000;
const DIRECTORY_MOST = 1024 * 1024;
/** Bytes; more has no program that writes documents. */
const NAME_MOST = 512;

/** It is no zip, or not one that programs agree about. */
export class BrokenZip extends Error {}

/**
 * The list that programs open a zip by, at its end. Refused is what two programs could read in two ways: a list that does not
 * end where the zip does, a name that stands there twice, and the large kind that no document needs.
 */
export async function readZip(read: ReadAt, size: number): Promise<ZipEntry[]> {
  const tail = Math.min(size, END_BYTES + REMARK_MOST);
  const bytes = await read(size - tail, tail);
  const end = endIn(bytes);
  const [entries, length, start] = [
    bytes.readUInt16LE(end + 10),
    bytes.readUInt32LE(end + 12),
    bytes.readUInt32LE(end + 16),
  ];
  const isWhole = start + length === size - tail + end && bytes.readUInt16LE(end + 8) === entries;
  if (!isWhole || entries > ENTRIES_MOST || length > DIRECTORY_MOST) throw new BrokenZip('a list that is not its own');
  const list = entriesIn(await read(start, length), entries);
  if (new Set(list.map(({ name }) => name.toLowerCase())).size < list.length) throw new BrokenZip('a name twice');
  return list;
}

function endIn(bytes: Buffer): number {
  for (let at = bytes.length - END_BYTES; at >= 0; at--) {
    const isEnd = bytes.readUInt32LE(at) === END && at + END_BYTES + bytes.readUInt16LE(at + 20) === bytes.length;
    if (isEnd) return at;
  }
  throw new BrokenZip('no end');
}

function entriesIn(list: Buffer, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let n = 0; n < count; n++) {
    if (at + CENTRAL_BYTES > list.length || list.readUInt32LE(at) !== CENTRAL)
      throw new BrokenZip('an entry is no entry');
    const sizeAt = (field: number) => list.readUInt16LE(at + field);
    const [name, extra, remark] = [sizeAt(28), sizeAt(30), sizeAt(32)];
    const next = at + CENTRAL_BYTES + name + extra + remark;
    if (next > list.length || name > NAME_MOST) throw new BrokenZip('an entry is cut off, or its name too long');
    entries.push({
      name: list.toString('utf8', at + CENTRAL_BYTES, at + CENTRAL_BYTES + name),
      isEncrypted: (list.readUInt16LE(at + 8) & 1) === 1,
      method: list.readUInt16LE(at + 10),
      packed: list.readUInt32LE(at + 20),
      at: list.readUInt32LE(at + 42),
    });
    at = next;
  }
  if (at !== list.length) throw new BrokenZip('more than it counts');
  return entries;
}

/** A small entry, unpacked; a large one is refused before it is. */
export async function readEntry(read: ReadAt, entry: ZipEntry, most: number): Promise<Buffer> {
  const head = await read(entry.at, LOCAL_BYTES);
  if (head.length < LOCAL_BYTES || head.readUInt32LE(0) !== LOCAL || entry.packed > most || entry.isEncrypted)
    throw new BrokenZip('an entry is not where it is said to be');
  const packed = await read(entry.at + LOCAL_BYTES + head.readUInt16LE(26) + head.readUInt16LE(28), entry.packed);
  if (entry.method === 0) return packed;
  if (entry.method !== 8) throw new BrokenZip('packed in another way');
  try {
    return await inflate(packed, { maxOutputLength: most });
  } catch {
    throw new BrokenZip('it cannot be unpacked');
  }
}
