import type { Board, BoardKind } from '@hearth/shared/boards/entity';
import { model, Schema } from 'mongoose';
import type { Aggregate } from '../../streams/definition.ts';

export interface BoardRecord extends Aggregate {
  readonly _id: string;
  readonly name: Board['name'];
  readonly purpose: Board['purpose'];
  readonly icon: string;
  readonly readers: Board['readers'];
  /** Boards from before there were kinds have none: they are for discussion. */
  readonly kind?: BoardKind;
  readonly order: number;
  readonly threads: number;
  readonly lastPostAt: Date | null;
}

const bothLanguages = { en: { type: String, required: true }, es: { type: String, required: true } };

const boardSchema = new Schema<BoardRecord>(
  {
    _id: { type: String, required: true },
    name: bothLanguages,
    purpose: bothLanguages,
    icon: { type: String, required: true },
    readers: { type: String, required: true },
    kind: String,
    order: { type: Number, required: true },
    threads: { type: Number, required: true },
    lastPostAt: { type: Date, default: null },
    seq: { type: Number, required: true },
    mark: { type: String, default: '' },
  },
  { collection: 'boards', strict: 'throw', versionKey: false, autoIndex: false },
);

export const BoardModel = model('Board', boardSchema);
