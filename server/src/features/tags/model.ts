import type { Tag } from '@hearth/shared/tags/entity';
import { model, Schema } from 'mongoose';
import type { Aggregate } from '../../streams/definition.ts';

export interface TagRecord extends Omit<Tag, 'id' | 'mergedInto'> {
  readonly _id: string;
  readonly mergedInto: string | null;
}

/** How far events have been applied to the list. */
export interface TagListRecord extends Aggregate {
  readonly _id: string;
}

const options = { strict: 'throw', versionKey: false, autoIndex: false } as const;
const text = { type: String, required: true } as const;

const tagSchema = new Schema<TagRecord>(
  {
    _id: text,
    name: { en: text, es: text },
    synonyms: { en: [String], es: [String] },
    group: { type: String, default: null },
    retired: { type: Boolean, required: true },
    mergedInto: { type: String, default: null },
    rev: { type: Number, required: true },
  },
  { ...options, collection: 'tags' },
);

const listSchema = new Schema<TagListRecord>(
  { _id: text, seq: { type: Number, required: true }, mark: text },
  { ...options, collection: 'tagLists' },
);

export const TagModel = model('Tag', tagSchema);
export const TagListModel = model('TagList', listSchema);
