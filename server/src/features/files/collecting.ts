import { z } from 'zod';
import type { Job } from '../../jobs/job.ts';
import { removeFile } from './removing.ts';

const collected = z.object({ fileId: z.string() });

/** Deletes what nothing has taken up a day after it was begun: finished, refused, or given up half-way. */
export const collectUnused: Job<z.infer<typeof collected>> = {
  name: 'file.collect-unused',
  input: collected,
  attempts: 20,
  atOnce: 2,
  async run({ blobs }, { fileId }) {
    await removeFile({ blobs }, fileId, { subject: null });
  },
};
