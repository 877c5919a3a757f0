/** Of one’s own, by poll: what one chose, as `choicesText` writes it. */
export const OWN_VOTE = 'poll';

/** Options by their place, in order; nothing where none is chosen. */
export function choicesText(choices: readonly number[]): string {
  return choices.toSorted((a, b) => a - b).join(' ');
}

export function choicesIn(text: string): number[] {
  return text === '' ? [] : text.split(' ').map(Number);
}
