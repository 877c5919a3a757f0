import type { Job } from '../../jobs/job.ts';
import { emptyFile, finishRemoving, removeFile } from './removing.ts';
import { findFile } from './store.ts';
import { holderOf, type Subjects } from './subjects.ts';

/** Deletes what whoever began to has left: it is hidden already, or what it belonged to has it no more. */
export function finishRemovingOver(subjects: Subjects): Job<{ fileId: string }> {
  return {
    ...finishRemoving,
    attempts: 20,
    atOnce: 2,
    async run(services, { fileId }) {
      const file = await findFile(fileId);
      if (file?.state === 'going') await emptyFile(services, fileId);
      else if (file && file.subject !== null && (await holderOf(subjects, file)) === null)
        await removeFile(services, fileId, { subject: file.subject });
    },
  };
}
