import type { ReviewItem, ReviewShown } from '@hearth/shared/review/entity';
import type { Many } from './chosen.ts';

export interface Row {
  readonly item: ReviewItem;
  readonly shown: ReviewShown;
}

/** Rows as one has decided them on the page, by the ids of their items. */
export type Decided = ReadonlyMap<string, Row>;

/** With what became of several of the rows that are shown. What was taken back is decided no more. */
export function decidedBy({ act, done }: Many, shown: readonly Row[], before: Decided, at: Date): Decided {
  const decided = new Map(before);
  for (const { itemId, rev } of done) {
    const row = shown.find(({ item }) => item.id === itemId);
    decided.delete(itemId);
    if (!row || (act !== 'reject' && act !== 'remove')) continue;
    const state = act === 'remove' ? ('resolved' as const) : ('rejected' as const);
    const how = act === 'remove' ? ('remove' as const) : ('none' as const);
    const outcome = { act: how, rule: null, words: '', by: null, at: at.toISOString() };
    decided.set(itemId, { ...row, item: { ...row.item, state, outcome, claim: null, rev } });
  }
  return decided;
}

/** The only one that was decided, where nothing else is to be said: its row says what was. */
export function onlyDecided({ act, done, refused }: Many): string | null {
  const [only] = act === 'reject' || act === 'remove' ? done : [];
  return only && done.length + refused.length === 1 ? only.itemId : null;
}

/** The rows that are there now, and, where they stood among those that were `shown`, those that one has decided. */
export function inPlace(shown: readonly Row[], now: readonly Row[], decided: Decided): Row[] {
  const rows = now.map((row) => newer(row, decided.get(row.item.id)));
  const placeOf = ({ item }: Row) => rows.findIndex((row) => row.item.id === item.id);
  shown.forEach((row, place) => {
    const own = decided.get(row.item.id);
    if (!own || placeOf(row) >= 0) return;
    const before = shown.slice(0, place).findLast((one) => placeOf(one) >= 0);
    rows.splice(before ? placeOf(before) + 1 : 0, 0, own);
  });
  return rows;
}

/** What others have done to it since is not what one has decided. */
function newer(row: Row, own: Row | undefined): Row {
  return own && own.item.rev >= row.item.rev ? own : row;
}
