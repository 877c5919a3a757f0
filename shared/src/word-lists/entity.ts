import { z } from 'zod';
import { hexId } from '../kernel/ids.ts';
import { line } from '../kernel/words.ts';
import { wordListLimits } from './limits.ts';
import { tokensIn } from './tokens.ts';

export const watchedWordId = hexId.brand('WatchedWordId');
export type WatchedWordId = z.infer<typeof watchedWordId>;

/** `both`: whatever a text is written in. */
export const wordLanguage = z.enum(['en', 'es', 'both']);
export type WordLanguage = z.infer<typeof wordLanguage>;

/**
 * `block`: nothing is published with it. `instead`: neither, and whoever writes is told which words to use. Both leave the words
 * where they were written. `hold`: it waits for a moderator. `flag`: it is published, and moderators look at it afterwards.
 */
export const wordAction = z.enum(['block', 'instead', 'hold', 'flag']);
export type WordAction = z.infer<typeof wordAction>;

/** A word, or several that follow each other. With `*` at its end it stands for whatever begins so. */
export const watchedPhrase = line(wordListLimits.phrase).refine(
  (phrase) => {
    const words = tokensIn(phrase).length;
    return words > 0 && words <= wordListLimits.phraseWords && /^[^*]*\*?$/.test(phrase);
  },
  { error: 'invalid' },
);

export const watchedWord = z.strictObject({
  id: watchedWordId,
  phrase: z.string(),
  language: wordLanguage,
  action: wordAction,
  /** The words to use in its place. */
  instead: z.string().nullable(),
  /** How often it was met lately. */
  hits: z.int().nonnegative(),
});
export type WatchedWord = z.infer<typeof watchedWord>;
