import type { FileUse } from '@hearth/shared/files/entity';
import type { FileHint } from '@hearth/shared/files/hints';
import type { FileKind } from '@hearth/shared/files/kinds';
import { model, Schema } from 'mongoose';

/** A form of a file that browsers are shown. */
export interface FormRecord {
  readonly width: number;
  readonly height: number;
  readonly size: number;
  /** In hex; names the bytes for caches too. */
  readonly sha256: string;
}

/** What came of an upload in one piece, until something is made of it; an attachment stays in its pieces. */
export interface PieceRecord {
  readonly key: string;
  readonly size: number;
}

export interface FileRecord {
  readonly _id: string;
  /** Null once they have left, and what it belongs to has stayed. */
  readonly ownerId: string | null;
  readonly use: FileUse;
  /** What it belongs to, `kind:id`: whoever may read that may see it. Null: its owner alone. */
  readonly subject: string | null;
  /** Which command is about to make it part of something, and until when nobody else may have it. */
  readonly claim?: { readonly by: string; readonly until: Date } | null;
  readonly name: string;
  readonly alt: string;
  /** Bytes, as announced. */
  readonly size: number;
  readonly at: Date;
  /**
   * `refused` keeps nothing but the reason; `going` is being deleted, and seen by nobody; `gone` was, and keeps nothing but its
   * id, which is not begun again.
   */
  readonly state: 'arriving' | 'ready' | 'refused' | 'going' | 'gone';
  readonly reason: string | null;
  readonly received: number;
  /** All has arrived, and nothing is made of it yet. */
  readonly isWaiting: boolean;
  readonly pieces: readonly PieceRecord[];
  /** Of all that was sent, in hex. */
  readonly sha256: string | null;
  readonly forms: readonly FormRecord[];
  /** Of an attachment, once it is ready; pictures, and files from before there were any others, have none. */
  readonly kind?: FileKind | null;
  /** Where captions were refused. */
  readonly line?: number;
  readonly hints?: readonly FileHint[];
  /** Whether somebody has yet to look into it: at what could be mended in it, and its words. Absent where nobody does. */
  readonly toLook?: boolean;
  /** How many bytes of words are kept of it. */
  readonly words?: number;
}

const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;

const fileSchema = new Schema<FileRecord>(
  {
    _id: text,
    ownerId: { type: String, default: null },
    use: text,
    subject: { type: String, default: null },
    claim: { type: { _id: false, by: text, until: { type: Date, required: true } }, default: null },
    name: { type: String, default: '' },
    alt: { type: String, default: '' },
    size: number,
    at: { type: Date, required: true },
    state: text,
    reason: { type: String, default: null },
    received: number,
    isWaiting: { type: Boolean, required: true },
    pieces: { type: [{ _id: false, key: text, size: number }], required: true },
    sha256: { type: String, default: null },
    kind: { type: String, default: null },
    line: Number,
    hints: { type: [String], default: undefined },
    toLook: Boolean,
    words: Number,
    forms: { type: [{ _id: false, width: number, height: number, size: number, sha256: text }], required: true },
  },
  { collection: 'files', strict: 'throw', versionKey: false, autoIndex: false },
);
// Somebody's own, the latest first: what they sent today, and what leaves with them.
fileSchema.index({ ownerId: 1, at: -1 });
fileSchema.index({ subject: 1 });
// What is not done yet, of everybody.
fileSchema.index({ state: 1 }, { partialFilterExpression: { state: 'arriving' } });
// What nobody has looked into yet.
fileSchema.index({ toLook: 1 }, { partialFilterExpression: { toLook: true } });

export const FileModel = model('File', fileSchema);
