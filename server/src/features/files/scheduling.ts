import type { Services } from '../../services.ts';
import { checkFile } from './checking.ts';
import { makePicture } from './making.ts';
import type { FileRecord } from './model.ts';

/** What becomes of an upload once all of it is there: once for a file, however often it is asked for. */
export async function scheduleNext(
  { jobs }: Pick<Services, 'jobs'>,
  { _id, use, ownerId }: Pick<FileRecord, '_id' | 'use' | 'ownerId'>,
): Promise<void> {
  const next = use === 'photo' || use === 'picture' ? makePicture : checkFile;
  await jobs.schedule(next, { key: _id, input: { fileId: _id }, ...(ownerId && { about: ownerId }) });
}
