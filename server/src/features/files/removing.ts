import { z } from 'zod';
import type { JobKind } from '../../jobs/jobs.ts';
import type { Services } from '../../services.ts';
import { forgetFile, hideFile, type Like } from './store.ts';

/**
 * Deletes a file that is like this: nobody sees it from the first write on, and its record is emptied last, so that whoever
 * does it again finds what is left. False where it is not like this.
 */
export async function removeFile(
  { blobs, clock }: Pick<Services, 'blobs' | 'clock'>,
  id: string,
  like: Like,
): Promise<boolean> {
  if (!(await hideFile(id, like, clock.now()))) return false;
  await emptyFile({ blobs }, id);
  return true;
}

/** The rest of it, once nobody sees it. */
export async function emptyFile({ blobs }: Pick<Services, 'blobs'>, id: string): Promise<void> {
  await blobs.removeGroup(id);
  await forgetFile(id);
}

const removed = z.object({ fileId: z.string() });

/** What {@link removeLater} has done; see `finishing.ts`. */
export const finishRemoving: JobKind<z.infer<typeof removed>> = { name: 'file.finish-removing', input: removed };

/** Longer than whoever does it now takes for it. */
const LATER_MS = 120_000;

/**
 * Said before the first step that makes files unwanted, be it the event that no longer names them: should this process die
 * over it, or the bytes be out of reach just then, another look deletes what is left. `by`: what makes them so.
 */
export async function removeLater(
  { jobs, clock }: Pick<Services, 'jobs' | 'clock'>,
  ids: readonly string[],
  by: string,
): Promise<void> {
  const at = new Date(clock.now().getTime() + LATER_MS);
  for (const fileId of ids) await jobs.schedule(finishRemoving, { key: `${fileId}/${by}`, input: { fileId }, at });
}
