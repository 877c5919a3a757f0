import type { Services } from '../../services.ts';
import { deleteFile, hideFile, type FileRecord } from './store.ts';

/**
 * Deletes a file that is like this: nobody sees it from the first write on, and its record goes last, so that whoever does
 * it again finds what is left. False where it is not like this.
 */
export async function removeFile(
  { blobs }: Pick<Services, 'blobs'>,
  id: string,
  like: Partial<Pick<FileRecord, 'subject' | 'ownerId'>>,
): Promise<boolean> {
  if (!(await hideFile(id, like))) return false;
  await blobs.removeGroup(id);
  await deleteFile(id);
  return true;
}
