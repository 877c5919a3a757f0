import { libraryLimits } from '@hearth/shared/library/limits';
import type { ApiClient } from '@hearth/shared/transport';
import { found } from '../api/answers.ts';
import { entriesIn, withCards } from './entry-cards.ts';

/** The same with what its reader may see of the entries that its HTML shows. Where it shows none, nothing is asked. */
export async function withEntryCards<Shown extends { readonly html: string }>(
  api: ApiClient,
  shown: readonly Shown[],
): Promise<Shown[]> {
  const ids = entriesIn(shown.map(({ html }) => html).join('')).slice(0, libraryLimits.cards);
  if (ids.length === 0) return [...shown];
  const { cards } = found(await api.query('library.cards', { ids }));
  return shown.map((one) => ({ ...one, html: withCards(one.html, cards) }));
}
