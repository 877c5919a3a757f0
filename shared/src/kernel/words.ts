import { z } from 'zod';

/**
 * Signs that nobody sees or that turn the direction of writing: controls but tab and line feed, soft hyphen, marks and
 * overrides of direction (Unicode TR 9), zero-width space and joiner of words, byte-order mark. The two joiners that
 * scripts and emoji need stay.
 */
const UNSEEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
/** No writing stacks more than a few marks on one letter; hundreds run over the lines above and below. */
const STACKED_MARKS = /(\p{M}{6})\p{M}+/gu;

function clean(text: string): string {
  return text.toWellFormed().replace(UNSEEN, '').replace(STACKED_MARKS, '$1').trim();
}

/** Text of one or more lines, as people meant it. Lengths in characters, counted after cleaning. */
export const words = (most: number, least = 1) => z.string().transform(clean).pipe(z.string().min(least).max(most));

/** The same on one line, for titles. */
export const line = (most: number, least = 1) =>
  z
    .string()
    .transform((text) => clean(text).replace(/\s+/gu, ' '))
    .pipe(z.string().min(least).max(most));
