import { z } from 'zod';
import type { Job } from '../../jobs/job.ts';
import { removeFile } from './removing.ts';
import { findFile } from './store.ts';

const collected = z.object({ fileId: z.string() });

/** Deletes what nothing has taken up a day after it was begun: finished, refused, or given up half-way. */
export const collectUnused: Job<z.infer<typeof collected>> = {
  name: 'file.collect-unused',
  input: collected,
  attempts: 20,
  atOnce: 2,
  async run(services, { fileId }) {
    if (await removeFile(services, fileId, { subject: null })) return;
    const file = await findFile(fileId);
    // The claim lasts no longer than until one of the next tries.
    if (file?.claim && file.subject === null) throw new Error('somebody is about to take this file up');
  },
};
