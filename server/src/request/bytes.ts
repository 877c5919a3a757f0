import type { Readable } from 'node:stream';
import type { ByteRange } from '../platform/blobs.ts';
import type { Origin } from './context.ts';

/** A piece of an upload while it arrives. Iterating throws where the line is cut. */
export interface Piece {
  /** How many bytes came before it. */
  readonly offset: number;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Bytes that somebody may read. */
export interface StoredBytes {
  readonly size: number;
  /** From our own table and never from whoever sent it. */
  readonly type: string;
  /** The same for the same bytes alone, without quotes. */
  readonly tag: string;
  /** What it is called when it is saved: a name without a path, with the ending of its type. */
  readonly name: string;
  /** Browsers save it and show nothing of it. */
  readonly isSaved: boolean;
  /** Whether strangers may read them too. */
  readonly isPublic: boolean;
  /** Whether whoever asked may have them still. */
  isStill(): Promise<boolean>;
  /** Null where they have gone in the meantime. */
  read(range?: ByteRange): Promise<Readable | null>;
  /** Where somebody wants to know that it is read from its first byte on. */
  readonly onOpened?: (from: Pick<Origin, 'address' | 'userAgent'>) => Promise<void>;
}
