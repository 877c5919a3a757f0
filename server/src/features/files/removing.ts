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
  await blobs.removeGroup(id);
  await forgetFile(id);
  return true;
}
