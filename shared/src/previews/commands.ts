import { z } from 'zod';
import { command } from '../kernel/command.ts';
import { post, thread, threadId } from '../threads/entity.ts';
import { previewLimits } from './limits.ts';

export const removeCard = command('card.remove', {
  about: 'Takes the card of a link away from below a post; the link stays. The author, and moderators.',
  privileged: true,
  input: z.strictObject({ threadId, no: z.int().positive(), url: z.string().max(previewLimits.url) }),
  output: z.strictObject({ thread, post }),
});
