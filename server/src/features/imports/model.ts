import type { Byline } from '@hearth/shared/accounts/entity';
import type { ImportFault, ImportFile, ImportRowState, ImportState, TableFault } from '@hearth/shared/imports/entity';
import { model, Schema } from 'mongoose';
import type { ImportedWords } from '../library/access.ts';
import type { Beside } from './file-shelf.ts';

export interface ImportRecord {
  readonly _id: string;
  readonly name: string;
  readonly state: ImportState;
  readonly by: Byline | null;
  readonly releasedBy: Byline | null;
  readonly at: Date;
  /** The command that last turned it: given twice it is carried out once. */
  readonly turnedBy: string;
  /** The store deletes it then. */
  readonly endsAt: Date;
  /** Those beside it; absent where there are none. */
  readonly files?: readonly ImportFile[];
  /** While it is read: the file it is in, and those beside it. */
  readonly reading?: { readonly table: string; readonly beside: readonly Beside[] } | null;
  /** Why it could not be read. */
  readonly fault?: TableFault | null;
}

export interface ImportRowRecord {
  /** The import and the line. */
  readonly _id: string;
  readonly importId: string;
  readonly line: number;
  /** Faulty ones stand first; see `rows.ts`. */
  readonly place: number;
  readonly key: string;
  readonly words: ImportedWords;
  readonly faults: readonly ImportFault[];
  readonly state: ImportRowState;
  /** What it is, or would be, in the library. */
  readonly entryId: string;
  readonly endsAt: Date;
}

const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;
const date = { type: Date, required: true } as const;
const mixed = { type: Schema.Types.Mixed, default: null } as const;
const options = { strict: 'throw', versionKey: false, autoIndex: false } as const;

const importSchema = new Schema<ImportRecord>(
  {
    ...{ _id: text, name: { type: String, default: '' }, state: text, by: mixed, releasedBy: mixed },
    ...{ at: date, turnedBy: { type: String, default: '' }, endsAt: date },
    files: { type: Schema.Types.Mixed },
    reading: { type: Schema.Types.Mixed },
    fault: { type: Schema.Types.Mixed },
  },
  { ...options, collection: 'imports' },
);
importSchema.index({ at: -1, _id: 1 });
importSchema.index({ state: 1 });
importSchema.index({ 'by.personId': 1 });
importSchema.index({ 'releasedBy.personId': 1 });
importSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });

const rowSchema = new Schema<ImportRowRecord>(
  {
    ...{ _id: text, importId: text, line: number, place: number, key: text, state: text, entryId: text, endsAt: date },
    ...{ words: { type: Schema.Types.Mixed, required: true }, faults: { type: Schema.Types.Mixed, required: true } },
  },
  { ...options, collection: 'importrows' },
);
rowSchema.index({ importId: 1, place: 1 });
rowSchema.index({ importId: 1, line: 1 });
rowSchema.index({ importId: 1, state: 1, line: 1 });
rowSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });

export const ImportModel = model('LibraryImport', importSchema);
export const ImportRowModel = model('LibraryImportRow', rowSchema);
