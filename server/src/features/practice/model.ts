import type { Byline, Language } from '@hearth/shared/accounts/entity';
import { model, Schema } from 'mongoose';
import type { Aggregate } from '../../streams/definition.ts';
import type { AliasRecord } from '../anonymous/access.ts';

/** As it was written, and rendered once. */
export interface Section {
  readonly text: string;
  readonly html: string;
}

export interface SourceRecord {
  /** The number of the post. */
  readonly no: number;
  readonly by: Byline | null;
  readonly alias?: AliasRecord;
  /** Whether whoever wrote it is named. */
  readonly named: boolean;
}

/** The practice note of the thread whose id it has. */
export interface PracticeRecord extends Aggregate {
  readonly _id: string;
  /** Thrown away it has no words, and may be made anew. */
  readonly status: 'draft' | 'published' | 'discarded';
  readonly title: string;
  readonly language: Language;
  readonly problem: Section;
  readonly worked: Section;
  readonly steps: Section;
  /** The posts it was made of. The question and the answer are what its first two sections came from. */
  readonly sources: readonly SourceRecord[];
  readonly answerNo: number;
  readonly by: Byline | null;
  readonly alias?: AliasRecord;
  /** A moderator took it from those who read it, for moderators to give back. Notes from before that was kept have none. */
  readonly withheld?: boolean;
  readonly publishedAt: Date | null;
  readonly editedAt: Date;
}

const mixed = { type: Schema.Types.Mixed, required: true } as const;

const schema = new Schema<PracticeRecord>(
  {
    _id: { type: String, required: true },
    status: { type: String, required: true },
    title: { type: String, default: '' },
    language: { type: String, required: true },
    problem: mixed,
    worked: mixed,
    steps: mixed,
    sources: { type: Schema.Types.Mixed, required: true },
    answerNo: { type: Number, required: true },
    by: { type: Schema.Types.Mixed, default: null },
    alias: { type: Schema.Types.Mixed },
    withheld: Boolean,
    publishedAt: { type: Date, default: null },
    editedAt: { type: Date, required: true },
    seq: { type: Number, required: true },
    mark: { type: String, required: true },
  },
  { collection: 'practicenotes', strict: 'throw', versionKey: false, autoIndex: false },
);
// Whose they are and whom they name, for export and erasure.
schema.index({ 'by.personId': 1 }, { partialFilterExpression: { 'by.personId': { $gt: '' } } });
schema.index({ 'sources.by.personId': 1 }, { partialFilterExpression: { 'sources.by.personId': { $gt: '' } } });
schema.index({ 'sources.alias.askerId': 1 }, { partialFilterExpression: { 'sources.alias.askerId': { $gt: '' } } });
schema.index({ 'alias.askerId': 1 }, { partialFilterExpression: { 'alias.askerId': { $gt: '' } } });

export const PracticeModel = model('PracticeNote', schema);
