import { z } from 'zod';
import { cleaned, isSeen } from './signs.ts';

const clean = (text: string): string => cleaned(text).trim();

function seen(most: number, least: number) {
  const counted = z.string().min(least).max(most);
  return least === 0 ? counted : counted.refine(isSeen, { error: 'missing' });
}

/**
 * Text of one or more lines, as people meant it. Lengths in characters, counted after cleaning. What must be there must be
 * seen as well; what may be left out is empty where there is nothing to be seen.
 */
export const words = (most: number, least = 1) =>
  z
    .string()
    .transform((text) => orNothing(clean(text), least))
    .pipe(seen(most, least));

/** The same on one line, for titles. */
export const line = (most: number, least = 1) =>
  z
    .string()
    .transform((text) => orNothing(clean(text).replace(/\s+/gu, ' '), least))
    .pipe(seen(most, least));

function orNothing(text: string, least: number): string {
  return least > 0 || isSeen(text) ? text : '';
}
