import type { AuditEntry } from '@hearth/shared/audit/entity';
import { sentences } from './act-sentences.ts';

/** A piece of the sentence: words, or the place of somebody or something. */
export type Part = { readonly words: string } | { readonly place: 'who' | 'what' | 'about' };

/** Nobody types these, and they are never shown. */
const MARKS = { who: '\u0001', what: '\u0002', about: '\u0003' } as const;
const PLACES: Readonly<Record<string, Part>> = {
  [MARKS.who]: { place: 'who' },
  [MARKS.what]: { place: 'what' },
  [MARKS.about]: { place: 'about' },
};

/** The sentence of an act, in pieces, so that names in it can be links. */
export function partsOf({ act }: Pick<AuditEntry, 'act'>): Part[] {
  const sentence = sentences[act]?.(MARKS) ?? `${MARKS.who}: ${act}`;
  return sentence
    .split(/([\u0001-\u0003])/)
    .filter(Boolean)
    .map((piece) => PLACES[piece] ?? { words: piece });
}
