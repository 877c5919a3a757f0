import { z } from 'zod';
import { query } from '../kernel/query.ts';
import { watchedWord } from './entity.ts';
import { wordListLimits } from './limits.ts';

export const listWords = query('word.list', {
  about:
    'Moderators: the words on the lists, and how often each was met in the last thirty days. `find` is how they begin, `after` the last phrase one has.',
  input: z.strictObject({
    find: z.string().max(wordListLimits.phrase).optional(),
    after: z.string().max(wordListLimits.phrase).optional(),
  }),
  output: z.strictObject({ words: z.array(watchedWord), total: z.int().nonnegative(), more: z.boolean() }),
});

export const testWords = query('word.test', {
  about: 'Moderators: which words on the lists a text has, and where. Nothing is kept.',
  input: z.strictObject({ text: z.string().max(wordListLimits.test) }),
  output: z.strictObject({
    hits: z.array(z.strictObject({ word: watchedWord, start: z.int().nonnegative(), end: z.int().positive() })),
  }),
});
