import type { Board, BoardColour, BoardKind } from '@hearth/shared/boards/entity';
import type { BoardRights } from '@hearth/shared/boards/rights';
import type { GuidedQuestion } from '@hearth/shared/boards/template';
import type { AskedTags } from '@hearth/shared/tags/entity';
import type { Byline } from '@hearth/shared/accounts/entity';
import type { Readers } from '@hearth/shared/kernel/rights';
import { model, Schema } from 'mongoose';
import type { Aggregate } from '../../streams/definition.ts';

/** See `opening` of the contract. */
export interface OpeningRecord {
  readonly id: string;
  readonly by: Byline | null;
  readonly reason: string;
  readonly at: Date;
  readonly until: Date;
  readonly endedAt: Date | null;
}

export interface BoardRecord extends Aggregate {
  readonly _id: string;
  readonly name: Board['name'];
  readonly purpose: Board['purpose'];
  readonly icon: string;
  /** All that boards said at first; servers of that version still go by it, so it never says more than `rights`. */
  readonly readers: Readers;
  readonly rights?: BoardRights;
  readonly colour?: BoardColour;
  /** Whether one may start a thread there without one's name. */
  readonly asksUnnamed?: boolean;
  /** The number of the event that last changed what the board says of itself; boards from before have none. */
  readonly rev?: number;
  /** Boards from before there were kinds have none: they are for discussion. */
  readonly kind?: BoardKind;
  /** After so many days without a post its threads close. */
  readonly quietDays?: number | null;
  /** What one is asked who starts a thread there. */
  readonly template?: readonly GuidedQuestion[];
  /** Whether a thread there needs a tag, and of which. */
  readonly asksTags?: AskedTags | null;
  /** Below which heading of the list it stands, if there is that heading. */
  readonly section?: string | null;
  /** The board it stands below. */
  readonly parent?: string | null;
  /** The latest, the latest first; `rev` is the number of the event that last changed them. */
  readonly openings?: { readonly list: readonly OpeningRecord[]; readonly rev: number };
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
    rights: Schema.Types.Mixed,
    colour: String,
    quietDays: Number,
    asksUnnamed: Boolean,
    template: Schema.Types.Mixed,
    asksTags: Schema.Types.Mixed,
    section: String,
    parent: String,
    openings: Schema.Types.Mixed,
    rev: Number,
    order: { type: Number, required: true },
    threads: { type: Number, required: true },
    lastPostAt: { type: Date, default: null },
    seq: { type: Number, required: true },
    mark: { type: String, default: '' },
  },
  { collection: 'boards', strict: 'throw', versionKey: false, autoIndex: false },
);

export const BoardModel = model('Board', boardSchema);
