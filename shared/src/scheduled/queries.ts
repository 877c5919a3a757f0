import { z } from 'zod';
import { query } from '../kernel/query.ts';
import { scheduledId, scheduledPost } from './entity.ts';

export const listScheduled = query('scheduled.list', {
  about:
    'One’s own posts that have not appeared, and those of others that wait on boards one moderates; the next one first.',
  input: z.strictObject({}),
  output: z.strictObject({ own: z.array(scheduledPost), others: z.array(scheduledPost) }),
});

export const getScheduled = query('scheduled.get', {
  about: 'One’s own post that has not appeared.',
  input: z.strictObject({ id: scheduledId }),
  output: scheduledPost,
});
