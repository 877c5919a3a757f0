/** Whose drafts and unanswered commands this device holds. When that changes, what an open tab held is nobody's. */
export const OWNER = 'hearth:owner';
export const PREFIX = 'hearth:draft:';
const TAB = 'hearth:tab';

/** What this tab is writing, by key. */
const written = new Map<string, string>();
let tab: string | undefined;

/**
 * Unsent words, kept on this device until the server has them: per place (`reply:<thread>`) and per tab, which may be two
 * writings at one place. What goes out in one tab takes nothing along that is being written in another.
 */
export function readDraft(place: string): string {
  try {
    return localStorage.getItem(keyOf(place)) ?? '';
  } catch {
    return '';
  }
}

export function writeDraft(place: string, words: string): void {
  const key = keyOf(place);
  if (words.trim()) written.set(key, words);
  else written.delete(key);
  try {
    if (words.trim()) localStorage.setItem(key, words);
    else localStorage.removeItem(key);
  } catch {
    // Storage is full or switched off: the words are still on the page.
  }
}

/**
 * Where this tab has written nothing at a place, it takes up what another one left there, with the choices that go with it.
 * A tab that is still open puts its own words back.
 */
export function takeUpDraft(place: string): void {
  const kept = keptAt(place);
  const [left] = kept;
  if (left === undefined || kept.some((key) => tabOf(key) === thisTab())) return;
  for (const key of kept.filter((one) => tabOf(one) === tabOf(left))) {
    const words = localStorage.getItem(key) ?? '';
    localStorage.removeItem(key);
    writeDraft(placeOf(key), words);
  }
}

/** Words that have arrived are no draft any more, whichever tab they were written in. */
export function forgetDraft(place: string, words: string): void {
  for (const key of keptAt(place)) {
    if (placeOf(key) !== place || localStorage.getItem(key) !== words) continue;
    written.delete(key);
    localStorage.removeItem(key);
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

if (typeof addEventListener === 'function')
  addEventListener('storage', ({ key, newValue }) => {
    if (key === null || key === OWNER) written.clear();
    const words = newValue === null && key !== null && written.get(key);
    if (words) writeDraft(placeOf(key), words);
  });

/** The keys of a place and of the choices that go with its words, of all tabs. */
function keptAt(place: string): readonly string[] {
  try {
    const start = PREFIX + place;
    return Object.keys(localStorage).filter(
      (key) => key.startsWith(start) && /^([:~]|$)/.test(key.slice(start.length)),
    );
  } catch {
    return [];
  }
}

function keyOf(place: string): string {
  return `${PREFIX}${place}~${thisTab()}`;
}

function placeOf(key: string): string {
  return key.slice(PREFIX.length).split('~')[0] ?? '';
}

function tabOf(key: string): string {
  return key.split('~')[1] ?? '';
}

/** The same one after a reload. */
function thisTab(): string {
  if (tab) return tab;
  tab = crypto.randomUUID();
  try {
    tab = sessionStorage.getItem(TAB) ?? tab;
    sessionStorage.setItem(TAB, tab);
  } catch {
    // Then it is another tab after a reload, and takes up what this one left.
  }
  return tab;
}
