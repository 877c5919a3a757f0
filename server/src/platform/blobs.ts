import type { Readable } from 'node:stream';

/** The first and the last byte, counted from 0. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Bytes that never change once they are there. Pieces are small, a megabyte or two; whatever is larger is several. A key is
 * `<group>/<name>`, and what belongs together is in one group.
 */
export interface Blobs {
  /** All of it is there for good once this resolves, and nothing of it before. Putting the same key again replaces it. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Null where there is none. */
  read(key: string, range?: ByteRange): Promise<Readable | null>;
  /** Without a fault where there is none. */
  remove(key: string): Promise<void>;
  removeGroup(group: string): Promise<void>;
  /** Every group there is, for whoever looks after them. */
  groups(): AsyncIterable<string>;
  /** Bytes that there is room for; endless where nobody can say. */
  room(): Promise<number>;
  close(): void;
}

const KEY = /^[0-9a-f]{16}\/[a-z0-9][a-z0-9-]{0,59}$/;
const GROUP = /^[0-9a-f]{16}$/;

/** Keys are made here and never taken from outside; a mistake in that must not leave the folder. */
export function requireKey(key: string): string {
  if (!KEY.test(key)) throw new Error('no key of a blob');
  return key;
}

export function isGroup(name: string): boolean {
  return GROUP.test(name);
}

export function requireGroup(group: string): string {
  if (!isGroup(group)) throw new Error('no group of blobs');
  return group;
}
