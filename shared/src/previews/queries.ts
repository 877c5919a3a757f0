import { z } from 'zod';
import { query } from '../kernel/query.ts';
import { thread, threadId } from '../threads/entity.ts';
import { card } from './entity.ts';

export const listCards = query('card.list', {
  about: 'The cards below a post, for whoever may take them away.',
  input: z.strictObject({ threadId, no: z.int().positive() }),
  output: z.strictObject({
    thread: thread.pick({ title: true, language: true }),
    cards: z.array(card.extend({ html: z.string() })),
  }),
});
