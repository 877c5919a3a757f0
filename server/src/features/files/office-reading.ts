import type { FileHint } from '@hearth/shared/files/hints';
import type { FileKind } from '@hearth/shared/files/kinds';
import type { LookedAt } from './looked-at.ts';
import { PartsOf } from './office-parts.ts';
import { hintsOf, Seen } from './office-seen.ts';
import { readOpenDocument } from './open-document-reading.ts';
import { readDocx, readPptx, readXlsx } from './open-xml-reading.ts';
import { BrokenZip } from './zip.ts';

const READERS: Partial<Record<FileKind, readonly [typeof readDocx, Parameters<typeof hintsOf>[1]]>> = {
  docx: [readDocx, 'text'],
  pptx: [readPptx, 'slides'],
  xlsx: [readXlsx, 'sheets'],
  odt: [readOpenDocument, 'text'],
  odp: [readOpenDocument, 'slides'],
  ods: [readOpenDocument, 'sheets'],
};

/** In a process of its own, as what strangers send may unpack to a thousand times as much; see `office-looking.ts`. */
export async function lookAtOffice(bytes: Buffer, kind: FileKind): Promise<LookedAt> {
  const [read, its] = READERS[kind] ?? [];
  if (!read || !its) return { hints: [], words: '' };
  const seen = new Seen();
  const unread: FileHint[] = [];
  try {
    await read(await PartsOf.of(bytes), seen);
  } catch (error) {
    if (!(error instanceof BrokenZip)) throw error;
    unread.push('office-unread');
  }
  return { hints: unread.length > 0 ? unread : hintsOf(seen, its), words: seen.words.text };
}
