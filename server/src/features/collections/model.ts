import type { Byline } from '@hearth/shared/accounts/entity';
import type { CollectionState } from '@hearth/shared/collections/entity';
import type { GroupId } from '@hearth/shared/kernel/ids';
import type { EntryAudience } from '@hearth/shared/library/entity';
import { model, Schema } from 'mongoose';
import type { Aggregate } from '../../streams/definition.ts';

export type RowRecord =
  | {
      readonly kind: 'entry';
      readonly entryId: string;
      readonly note: string;
      /** When it came, or the collection with it was published; missing in those that are older than it. */
      readonly at?: Date;
    }
  | { readonly kind: 'heading'; readonly text: string };

export interface CollectionRecord extends Aggregate {
  readonly _id: string;
  readonly title: string;
  /** As it was written, and rendered once. */
  readonly intro: { readonly text: string; readonly html: string };
  readonly rows: readonly RowRecord[];
  readonly audience: EntryAudience;
  readonly groups: readonly GroupId[];
  /** For whom it is; see `circlesFor` of the library. */
  readonly circles: readonly string[];
  readonly state: CollectionState;
  /** Who began it; null once they have left. */
  readonly by: Byline | null;
  /** Of its beginning or its publication: what the list is sorted by. */
  readonly at: Date;
}

const text = { type: String, required: true } as const;
const mixed = { type: Schema.Types.Mixed, default: null } as const;

const collectionSchema = new Schema<CollectionRecord>(
  {
    _id: text,
    title: { type: String, default: '' },
    intro: { type: Schema.Types.Mixed, required: true },
    rows: { type: Schema.Types.Mixed, required: true },
    audience: text,
    groups: { type: [String], required: true },
    circles: { type: [String], required: true },
    state: text,
    by: mixed,
    at: { type: Date, required: true },
    seq: { type: Number, required: true },
    mark: text,
  },
  { strict: 'throw', versionKey: false, autoIndex: false, collection: 'collections' },
);
// The list, the newest first; what an entry stands in; and what somebody began, for export and erasure.
collectionSchema.index({ state: 1, at: -1, _id: 1 });
collectionSchema.index({ 'rows.entryId': 1, _id: 1 });
collectionSchema.index({ 'by.personId': 1 });

export const CollectionModel = model('LibraryCollection', collectionSchema);
