import type { OwnFile } from '@hearth/shared/files/entity';
import { fileLimits } from '@hearth/shared/files/limits';
import { importLimits } from '@hearth/shared/imports/limits';
import type { Result } from '@hearth/shared/kernel/errors';
import { lineOver, untilLater } from '../files/http-line.ts';
import { upload } from '../files/upload.ts';
import type { LivePage } from '../live/live.svelte.ts';
import { decoded } from './decoded.ts';

const MB = 1024 * 1024;
/** What is smaller goes with its form, and is looked through at once. */
const SMALL = 40_000;

export function isLarge({ size }: File): boolean {
  return size > SMALL;
}

/** Sends a table as files are sent, in UTF-8, whatever it was written in; null where the line was cut off for long. */
export async function sendTable(
  live: LivePage,
  table: File,
  { personId, onProgress }: { readonly personId: string; readonly onProgress: (share: number) => void },
): Promise<Result<OwnFile> | null> {
  const csv = new File([decoded(new Uint8Array(await table.arrayBuffer()))], 'table.csv', { type: 'text/csv' });
  if (csv.size > importLimits.large) {
    const params = { most: importLimits.large / MB };
    return { ok: false, error: { code: 'invalid', reason: 'import-large', message: '', params } };
  }
  const { signal } = new AbortController();
  const uploading = { piece: fileLimits.piece, onProgress, pause: untilLater, signal };
  return upload(lineOver(live, 'attachment', personId), csv, uploading);
}
