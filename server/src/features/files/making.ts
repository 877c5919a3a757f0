import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { photoSides, pictureWidths } from '@hearth/shared/files/limits';
import type { Job } from '../../jobs/job.ts';
import type { Services } from '../../services.ts';
import type { FileRecord, FormRecord } from './model.ts';
import { bytesOf } from './pieces.ts';
import { makeForms } from './pictures.ts';
import { findFile, finishFile, forgetPieces, refuseFile } from './store.ts';

const made = z.object({ fileId: z.string() });

/**
 * Makes of an upload what browsers are shown, and deletes what was sent: place and time of a photo are in it, and whatever
 * else its maker put there. One at a time in each process, however many wait, and of everybody in turn.
 */
export const makePicture: Job<z.infer<typeof made>> = {
  name: 'file.make-picture',
  input: made,
  attempts: 5,
  atOnce: 1,
  inTurns: true,
  async run(services, { fileId }, { signal, isLast }) {
    const file = await findFile(fileId);
    try {
      if (file?.isWaiting) await make(services, file, signal);
      // Also where somebody died before it.
      await tidy(services, fileId);
    } catch (error) {
      // Whoever waits for it is told, and so is whoever runs the network: it is a dead letter all the same.
      if (isLast && !signal.aborted && (await refuseFile(fileId, 'picture-broken'))) await tidy(services, fileId);
      throw error;
    }
  },
};

async function make(services: Services, file: FileRecord, signal: AbortSignal): Promise<void> {
  const { _id: fileId } = file;
  const hash = createHash('sha256');
  const source = Readable.from(hashed(bytesOf(services.blobs, file), hash), { objectMode: false });
  const outcome = await makeForms(
    source,
    file.use === 'photo' ? { sides: photoSides } : { widths: pictureWidths },
    signal,
  );
  if ('reason' in outcome) return void (await refuseFile(fileId, outcome.reason));
  const forms: FormRecord[] = [];
  for (const { width, height, bytes } of outcome.forms) {
    await services.blobs.put(formKey(fileId, width), bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    forms.push({ width, height, size: bytes.length, sha256 });
  }
  await finishFile(fileId, { sha256: hash.digest('hex'), forms });
}

/** Of what was made what was sent goes, of everything else all. */
async function tidy({ blobs }: Services, fileId: string): Promise<void> {
  const file = await findFile(fileId);
  if (file?.state === 'arriving') return;
  if (file?.state !== 'ready') return blobs.removeGroup(fileId);
  for (const { key } of file.pieces) await blobs.remove(key);
  await forgetPieces(fileId);
}

export function formKey(fileId: string, width: number): string {
  return `${fileId}/form-${width}`;
}

async function* hashed(source: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const bytes of source) {
    hash.update(bytes);
    yield bytes;
  }
}
