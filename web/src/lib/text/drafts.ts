/** Unsent words, kept on this device per place (`reply:<thread>`) until the server has them. */
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

/** Joins earlier words and later ones. Where one already begins or ends with the other, nothing is repeated. */
export function joinWords(earlier: string, since: string, between = '\n\n'): string {
  if (hasWords(earlier, since, between)) return earlier;
  return hasWords(since, earlier, between) ? since : earlier + between + since;
}

/** Whether `words` stand at either end of `whole`, as joining leaves them; merely containing them is not enough. */
export function hasWords(whole: string, words: string, between = '\n\n'): boolean {
  const [all, part] = [whole.trim(), words.trim()];
  return part === '' || all === part || all.startsWith(part + between) || all.endsWith(between + part);
}

function key(place: string): string {
  return `hearth:draft:${place}`;
}
