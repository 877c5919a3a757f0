import type { LinkState } from '@hearth/shared/link-health/entity';
import { model, Schema } from 'mongoose';

/** A link of a published entry, and whether it opens. Kept while it stands there. */
export interface LinkRecord {
  /** Of the entry and the address. */
  readonly _id: string;
  readonly entryId: string;
  readonly url: string;
  readonly host: string;
  readonly state: LinkState;
  /** How often in a row it did not open, and since when; 0 and null where it does, or nobody knows. */
  readonly failures: number;
  readonly since: Date | null;
  readonly checkedAt: Date | null;
  /** When it is its turn. */
  readonly dueAt: Date;
}

/** A host that links lead to: at most one process asks it at a time, and not again at once. */
export interface HostRecord {
  readonly _id: string;
  readonly freeAt: Date;
}

const text = { type: String, required: true } as const;
const date = { type: Date, required: true } as const;
const options = { strict: 'throw', versionKey: false, autoIndex: false } as const;

const linkSchema = new Schema<LinkRecord>(
  {
    ...{ _id: text, entryId: text, url: text, host: text, state: text, dueAt: date },
    ...{ failures: { type: Number, required: true }, since: { type: Date, default: null } },
    checkedAt: { type: Date, default: null },
  },
  { ...options, collection: 'librarylinks' },
);
linkSchema.index({ entryId: 1 });
// Whose turn it is at a host, and at which hosts somebody waits.
linkSchema.index({ host: 1, dueAt: 1 });
linkSchema.index({ dueAt: 1 });
// What does not open, the longest first.
linkSchema.index({ state: 1, since: 1, _id: 1 });

const hostSchema = new Schema<HostRecord>({ _id: text, freeAt: date }, { ...options, collection: 'linkhosts' });
// It was free long ago: nothing has to be known of it any more.
hostSchema.index({ freeAt: 1 }, { expireAfterSeconds: 86_400 });

export const LinkModel = model('LibraryLink', linkSchema);
export const HostModel = model('LinkHost', hostSchema);
