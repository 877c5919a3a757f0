import { z } from 'zod';
import { byline } from '../accounts/entity.ts';
import { command } from '../kernel/command.ts';
import { words } from '../kernel/words.ts';
import { asItIs } from '../student-information/as-it-is.ts';
import { threadId } from '../threads/entity.ts';
import { anonymousLimits } from './limits.ts';

export const openAnonymous = command('anonymous.open', {
  about:
    'Moderators of its board: who asked a question without a name. Takes a written reason, which is kept with one’s own name and shown to whoever asked and to those who moderate the board.',
  privileged: true,
  input: z.strictObject({ threadId, reason: words(anonymousLimits.reason), asItIs }),
  publishes: ['reason'],
  /** Null where whoever asked has left. */
  output: z.strictObject({ by: byline.nullable() }),
});
