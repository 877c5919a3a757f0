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

function key(place: string): string {
  return `hearth:draft:${place}`;
}
