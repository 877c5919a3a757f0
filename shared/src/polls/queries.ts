import { z } from 'zod';
import { byline } from '../accounts/entity.ts';
import { position } from '../kernel/protocol.ts';
import { query } from '../kernel/query.ts';
import { poll, pollChoices, pollId } from './entity.ts';

export const getPoll = query('poll.get', {
  about: 'A poll that stands in a post, and what one chose oneself.',
  input: z.strictObject({ pollId }),
  output: z.strictObject({
    poll,
    /** Empty where one has not voted, and for strangers. */
    mine: pollChoices,
    position,
  }),
});

export const votersOf = query('poll.names', {
  about: 'Who chose what, the first hundred, where names are shown and one sees the numbers. For members.',
  input: z.strictObject({ pollId }),
  output: z.strictObject({ names: z.array(z.strictObject({ by: byline, choices: pollChoices })) }),
});
