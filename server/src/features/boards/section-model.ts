import type { Section } from '@hearth/shared/boards/sections';
import { model, Schema } from 'mongoose';

export interface SectionRecord extends Omit<Section, 'id'> {
  readonly _id: string;
}

const text = { type: String, required: true } as const;

const sectionSchema = new Schema<SectionRecord>(
  { _id: text, name: { en: text, es: text }, order: { type: Number, required: true } },
  { collection: 'boardsections', strict: 'throw', versionKey: false, autoIndex: false },
);

export const SectionModel = model('BoardSection', sectionSchema);
