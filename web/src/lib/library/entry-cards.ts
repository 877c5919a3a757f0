import { filePath } from '@hearth/shared/files/address';
import type { EntryCard } from '@hearth/shared/library/entity';
import { isTried, triedRowWords } from '../entry-counts/words.ts';
import * as m from '../paraglide/messages.js';
import { escaped } from '../text/escaped.ts';
import { kindIcons, kindName, languageName, states } from './words.ts';

/**
 * Links to entries of the library are cards, of which posts hold the entry's id alone, since they are the same for all who read
 * them; see server/src/features/threads/cards-html.ts. What a reader may see of the entry is put in by the page's load, and by
 * `cards-on-page.ts` where scripts run.
 */
const CARD = /(<a class="entry" data-entry="([0-9a-f]{16})"[^>]*>)[^]*?<\/a>/g;

/** The entries that have cards in this HTML, each once. */
export function entriesIn(html: string): EntryCard['id'][] {
  // The server writes them, and no one else can: in what people write such signs are escaped.
  const ids = [...html.matchAll(CARD)].map(([, , id]) => id as EntryCard['id']);
  return [...new Set(ids)];
}

/** The same HTML with what its reader may see of the entries. */
export function withCards(html: string, cards: readonly EntryCard[]): string {
  return html.replace(CARD, (link, begin: string, id: string) => {
    const card = cards.find((one) => one.id === id);
    return card ? `${begin}${insideOf(card)}</a>` : link;
  });
}

/** What stands in the link. Of an entry that one may not read it says that alone, whatever the reason. */
export function insideOf({ row }: EntryCard): string {
  if (!row) return `<span class="gone"><b>${escaped(m.library_card_gone())}</b></span>`;
  const { kind, title, excerpt, languages, cover, counts, state } = row;
  const facts = [kindName(kind), ...languages.map(languageName), ...(state === 'archived' ? [states.archived()] : [])];
  const said = [
    ...(counts && isTried(counts.tried) ? [triedRowWords(counts.tried)] : []),
    ...(counts && counts.thanks > 0 ? [m.library_thanks_count({ count: counts.thanks })] : []),
  ];
  const small = [facts, said].map((words) => (words.length > 0 ? `<small>${escaped(words.join(' · '))}</small>` : ''));
  const about = excerpt && `<span>${escaped(excerpt)}</span>`;
  const picture = cover
    ? `<img src="${filePath(cover, WIDTH)}" alt="" loading="lazy" decoding="async">`
    : `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${kindIcons[kind].path}"/></svg>`;
  return `${picture}<span><b>${escaped(title)}</b>${about}${small.join('')}</span>`;
}

const WIDTH = 480;
