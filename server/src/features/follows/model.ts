import type { FollowLevel, OwnReason } from '@hearth/shared/follows/levels';
import { model, Schema } from 'mongoose';

/** Of the library; a topic is a tag, and what is said of it has no say in what one hears of threads. */
export type LibraryKind = 'entry' | 'collection' | 'topic';

/** How much one person wants to hear of one thing. Of what nothing is said, there is no document. */
export interface FollowRecord {
  readonly personId: string;
  readonly kind: 'thread' | 'board' | 'person' | 'tag' | LibraryKind;
  readonly id: string;
  readonly level: FollowLevel;
  /** `chosen` is never overwritten by the others, which come by themselves. */
  readonly reason: OwnReason;
  readonly at: Date;
  /** With each of the library, whose followers are asked for; see the index. */
  readonly place?: 'library';
}

const text = { type: String, required: true } as const;

/** A document for each, and not one for each person: whoever writes every day follows thousands of threads. */
const followSchema = new Schema<FollowRecord>(
  {
    personId: text,
    kind: text,
    id: text,
    level: text,
    reason: text,
    at: { type: Date, required: true },
    place: String,
  },
  { strict: 'throw', versionKey: false, autoIndex: false, collection: 'follows' },
);
followSchema.index({ personId: 1, kind: 1, id: 1 }, { unique: true });
// What somebody has muted, and the threads they follow, the latest first.
followSchema.index({ personId: 1, level: 1, kind: 1, at: -1, id: 1 });
// Who follows or has muted a thread, when its posts go elsewhere.
followSchema.index({ kind: 1, id: 1, personId: 1 }, { partialFilterExpression: { kind: 'thread' } });
// Who follows something of the library, when there is news of it.
followSchema.index({ place: 1, kind: 1, id: 1, personId: 1 }, { partialFilterExpression: { place: 'library' } });
// Who has muted somebody, for their erasure.
followSchema.index({ id: 1 }, { partialFilterExpression: { kind: 'person' } });

export const FollowModel = model('Follow', followSchema);
