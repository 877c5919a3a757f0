import type { Token } from './tokens.ts';

/** Words that are frequent in one of the two languages and rare in the other. */
const EN = new Set(
  'the and is are was of to in that it for you with this have not be on at they we our my your from what who how can will would there his her'.split(
    ' ',
  ),
);
const ES = new Set(
  'el la los las de que y en es un una por para con no se lo su del al como mas pero sus le ya o este si porque muy sin sobre mi hay donde quien nos'.split(
    ' ',
  ),
);

/** Of fewer nothing is concluded. */
const LEAST = 2;

/** What a text is written in; null where that cannot be told, as of two words. */
export function languageOf(tokens: readonly Pick<Token, 'word'>[]): 'en' | 'es' | null {
  let [en, es] = [0, 0];
  for (const { word } of tokens) {
    if (EN.has(word)) en += 1;
    if (ES.has(word)) es += 1;
  }
  if (en >= LEAST && en > 2 * es) return 'en';
  return es >= LEAST && es > 2 * en ? 'es' : null;
}
