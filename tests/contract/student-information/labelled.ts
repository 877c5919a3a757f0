import type { Kind } from '@hearth/shared/student-information/find';

/** One sentence as somebody might write it in a post or a question, and what of a child it tells. */
export interface Labelled {
  readonly text: string;
  readonly tells: readonly Kind[];
}

export const tells =
  (...kinds: Kind[]) =>
  (text: string): Labelled => ({ text, tells: kinds });
export const nothing = tells();
export const each = (label: (text: string) => Labelled, lines: string): Labelled[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => label(line.trim()));
