import { folded } from '../kernel/folded.ts';

/** A word of a text, as it is compared, and where it stands. */
export interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

const PLAIN = /^[a-z0-9]+$/;
/** An apostrophe inside of a word belongs to it: `don’t` is not `don`. Each character is looked at once. */
const WORD = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}\p{M}]+)*/gu;

/** The words of a text, without case and accents. */
export function tokensIn(text: string): Token[] {
  return Array.from(text.matchAll(WORD), ({ 0: found, index }) => ({
    word: PLAIN.test(found) ? found : folded(found),
    start: index,
    end: index + found.length,
  }));
}
