import { z } from 'zod';
import { query } from '../kernel/query.ts';
import { complaint, complaintId } from './entity.ts';

export const listComplaints = query('complaint.list', {
  about: 'What was reported to the library and nobody has decided yet, the longest waiting first. For curators.',
  input: z.strictObject({ after: z.strictObject({ at: z.iso.datetime(), id: complaintId }).optional() }),
  output: z.strictObject({ complaints: z.array(complaint), more: z.boolean(), waiting: z.int().nonnegative() }),
});
