import { z } from 'zod';
import { query } from '../kernel/query.ts';
import { threadId } from '../threads/entity.ts';
import { ideaLimits } from './limits.ts';

export const votedFor = query('idea.voted', {
  about: 'Which of these ideas one has voted for oneself. Empty for strangers.',
  input: z.strictObject({ threadIds: z.array(threadId).max(ideaLimits.asked) }),
  output: z.strictObject({ voted: z.array(threadId) }),
});
