import { z } from 'zod';
import { byline } from '../accounts/entity.ts';
import { entryPart } from './entity.ts';

export const versionNo = z.int().positive();

/** One version of an entry, without its files. */
export const versionFacts = z.strictObject({
  no: versionNo,
  /** When it became the current one; of one that waits, when it was sent. */
  at: z.iso.datetime(),
  /** What changed by it, in a line; empty of the first one. */
  what: z.string(),
  /** Whose it is; null once they have left. */
  by: byline.nullable(),
  /** Whether its owner called it a small fix, and nobody else has looked at it. */
  isSmall: z.boolean(),
  /** The one whose files it has again; null where they are new. */
  again: versionNo.nullable(),
});
export type VersionFacts = z.infer<typeof versionFacts>;

/** The versions of an entry that was published. */
export const entryVersions = z.strictObject({
  /** Whose files are in the answer. */
  shown: versionNo,
  current: versionNo,
  /** All that were current once, the newest first. */
  all: z.array(versionFacts),
  /** What waits for a curator; null for whoever only reads. */
  proposed: z.strictObject({ ...versionFacts.shape, parts: z.array(entryPart) }).nullable(),
});
export type EntryVersions = z.infer<typeof entryVersions>;
