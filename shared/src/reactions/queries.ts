import { z } from 'zod';
import { byline } from '../accounts/entity.ts';
import { position } from '../kernel/protocol.ts';
import { query } from '../kernel/query.ts';
import { threadId } from '../threads/entity.ts';
import { trialCounts } from '../trials/entity.ts';
import { reactionCounts, reactionKind } from './entity.ts';

const no = z.int().positive();

export const reactionsIn = query('reaction.in', {
  about:
    'Of a thread’s posts from number `from` to `to`, three hundred at most, what was said of them and by oneself, and who has tried them.',
  input: z.strictObject({ threadId, from: no, to: no }),
  output: z.strictObject({
    /** By number. Posts of which nothing was said are missing. */
    counts: z.record(z.string(), reactionCounts),
    /** At how many schools what they say was tried. Posts that nobody has tried are missing. */
    tried: z.record(z.string(), trialCounts),
    /** What one said oneself. Empty for strangers. */
    mine: z.record(z.string(), reactionKind),
    position,
  }),
});

export const namesOn = query('reaction.names', {
  about: 'Who said what of a post, the first hundred. For members.',
  input: z.strictObject({ threadId, no }),
  output: z.strictObject({ names: z.array(z.strictObject({ by: byline, kind: reactionKind })) }),
});
