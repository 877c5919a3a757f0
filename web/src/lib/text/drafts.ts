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

/** What was written earlier and what was written since, as one; once where one of them has the other at an end. */
export function joinWords(earlier: string, since: string, between = '\n\n'): string {
  if (hasWords(earlier, since, between)) return earlier;
  return hasWords(since, earlier, between) ? since : earlier + between + since;
}

/** A word that happens to be in a text is not the same as having been joined to it. */
export function hasWords(whole: string, words: string, between = '\n\n'): boolean {
  const [all, part] = [whole.trim(), words.trim()];
  return part === '' || all === part || all.startsWith(part + between) || all.endsWith(between + part);
}

function key(place: string): string {
  return `hearth:draft:${place}`;
}
