/** Words that were written and not sent, kept on this device per place (`reply:<thread>`), until the server has them. */
export function readDraft(place: string): string {
  try {
    return localStorage.getItem(key(place)) ?? '';
  } catch {
    return '';
  }
}

export function writeDraft(place: string, words: string): void {
  try {
    if (words.trim()) localStorage.setItem(key(place), words);
    else localStorage.removeItem(key(place));
  } catch {
    // Storage is full or switched off: the words are still on the page.
  }
}

/** What was written earlier and what was written since, as one; once where one of them holds the other. */
export function joinWords(earlier: string, since: string, between = '\n\n'): string {
  if (earlier.includes(since)) return earlier;
  return since.includes(earlier) ? since : earlier + between + since;
}

function key(place: string): string {
  return `hearth:draft:${place}`;
}
