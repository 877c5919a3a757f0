import { z } from 'zod';
import { command } from '../kernel/command.ts';
import { line } from '../kernel/words.ts';
import { watchedPhrase, watchedWordId, wordAction, wordLanguage } from './entity.ts';
import { wordListLimits } from './limits.ts';

export const watchWords = command('word.watch', {
  about:
    'Moderators: puts words on a list, or changes what happens where they are used. With `*` at the end one stands for whatever begins so.',
  privileged: true,
  input: z
    .strictObject({
      phrases: z.array(watchedPhrase).min(1).max(wordListLimits.atOnce),
      language: wordLanguage,
      action: wordAction,
      /** The words to use in their place, where that is what happens. */
      instead: line(wordListLimits.phrase).optional(),
    })
    .refine(({ action, instead }) => action !== 'instead' || instead !== undefined, {
      path: ['instead'],
      error: 'missing',
    }),
  output: z.strictObject({ added: z.int().nonnegative() }),
});

export const unwatchWord = command('word.unwatch', {
  about: 'Moderators: takes words from a list.',
  privileged: true,
  input: z.strictObject({ wordId: watchedWordId }),
  output: z.strictObject({}),
});
