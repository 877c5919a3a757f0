import { createHash } from 'node:crypto';
import { fileLimits } from '@hearth/shared/files/limits';
import type { Services } from '../../services.ts';
import { webVttOf } from './captions.ts';
import { readingAt } from './pieces.ts';
import { isText } from './sniff-file.ts';
import { finishFile, refuseFile, type FileRecord } from './store.ts';
import { textOf } from './text-of.ts';

/** Makes captions into WebVTT, which is kept in the place of what was sent; or says at which line they are wrong. */
export async function checkCaptions({ blobs }: Pick<Services, 'blobs'>, file: FileRecord): Promise<void> {
  const { _id: id, pieces } = file;
  const sent = await readingAt(blobs, file)(0, fileLimits.captions);
  if (!isText(sent)) return void (await refuseFile(id, 'captions-kind'));
  const made = webVttOf(textOf(sent));
  if ('fault' in made) return void (await refuseFile(id, made.fault, made.line));
  const bytes = Buffer.from(made.text);
  const key = `${id}/captions`;
  await blobs.put(key, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const size = bytes.length;
  await finishFile(id, { sha256, kind: 'vtt', forms: [], size, pieces: [{ key, size }] });
  // Where this one dies over it they go with the file.
  for (const piece of pieces) await blobs.remove(piece.key);
}
