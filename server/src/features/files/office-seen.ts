import type { FileHint } from '@hearth/shared/files/hints';
import { fileLimits } from '@hearth/shared/files/limits';
import { officeLimits } from './office-limits.ts';
import { Words } from './words.ts';

/** What was found in a document. */
export class Seen {
  readonly words = new Words(fileLimits.words);
  length = 0;
  hasHeadings = false;
  hasSilentPictures = false;
  hasLanguage = false;
  /** Slides on which nothing is a title. */
  untitled = 0;

  add(text: string): void {
    this.length += text.length;
    this.words.add(text);
  }
}

/** Sheets have no headings, and say nothing of their language. */
export function hintsOf(seen: Seen, kind: 'text' | 'slides' | 'sheets'): FileHint[] {
  const isBare = kind === 'text' && !seen.hasHeadings && seen.length > officeLimits.longWords;
  return [
    ...(isBare ? (['office-no-headings'] as const) : []),
    ...(kind === 'slides' && seen.untitled > 0 ? (['office-no-titles'] as const) : []),
    ...(seen.hasSilentPictures ? (['office-no-alt'] as const) : []),
    ...(kind !== 'sheets' && seen.length > 0 && !seen.hasLanguage ? (['office-no-language'] as const) : []),
  ];
}
