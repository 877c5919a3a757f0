import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { photoSides, pictureWidths } from '@hearth/shared/files/limits';
import type { Job } from '../../jobs/job.ts';
import type { Services } from '../../services.ts';
import type { FileRecord, FormRecord } from './model.ts';
import { makeForms } from './pictures.ts';
import { findFile, finishFile, refuseFile } from './store.ts';

const made = z.object({ fileId: z.string() });

/**
 * Makes of an upload what browsers are shown, and deletes what was sent: place and time of a photo are in it, and whatever
 * else its maker put there. One at a time in each process, however many wait.
 */
export const makePicture: Job<z.infer<typeof made>> = {
  name: 'file.make-picture',
  input: made,
  attempts: 5,
  atOnce: 1,
  async run(services, { fileId }, { signal, isLast }) {
    const file = await findFile(fileId);
    if (!file?.isWaiting) return;
    try {
      await make(services, file, signal);
    } catch (error) {
      // Whoever waits for it is told, and so is whoever runs the network: it is a dead letter all the same.
      if (isLast && !signal.aborted) await refuse(services, fileId, 'picture-broken');
      throw error;
    }
  },
};

async function make(services: Services, file: FileRecord, signal: AbortSignal): Promise<void> {
  const { _id: fileId } = file;
  const hash = createHash('sha256');
  const source = Readable.from(
    bytesOf(services, file, (bytes) => hash.update(bytes)),
    { objectMode: false },
  );
  const outcome = await makeForms(
    source,
    file.use === 'photo' ? { sides: photoSides } : { widths: pictureWidths },
    signal,
  );
  if ('reason' in outcome) {
    return refuse(services, fileId, outcome.reason);
  }
  const forms: FormRecord[] = [];
  for (const { width, height, bytes } of outcome.forms) {
    await services.blobs.put(formKey(fileId, width), bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    forms.push({ width, height, size: bytes.length, sha256 });
  }
  const isThere = await finishFile(fileId, { sha256: hash.digest('hex'), forms });
  if (!isThere) await services.blobs.removeGroup(fileId);
  else for (const { key } of file.pieces) await services.blobs.remove(key);
}

async function refuse({ blobs }: Services, fileId: string, reason: string): Promise<void> {
  await refuseFile(fileId, reason);
  await blobs.removeGroup(fileId);
}

export function formKey(fileId: string, width: number): string {
  return `${fileId}/form-${width}`;
}

/** Once for a file, however often it is asked for. */
export async function scheduleMaking({ jobs }: Services, fileId: string): Promise<void> {
  await jobs.schedule(makePicture, { key: fileId, input: { fileId } });
}

async function* bytesOf(
  { blobs }: Services,
  { pieces }: FileRecord,
  onBytes: (bytes: Buffer) => void,
): AsyncGenerator<Buffer> {
  for (const { key } of pieces) {
    const piece = await blobs.read(key);
    if (!piece) throw new Error('a piece of an upload is missing');
    for await (const bytes of piece) {
      onBytes(bytes);
      yield bytes;
    }
  }
}
