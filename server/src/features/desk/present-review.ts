import type { DeskRow } from '@hearth/shared/desk/entity';
import type { QueryContext } from '../../request/context.ts';
import { findItem, inShort, mayReview, presentItem, shownTo } from '../review/access.ts';
import type { EntryRecord } from './store.ts';

export type ReviewPart = Pick<DeskRow, 'review' | 'acts'>;

/** What a row says of what is up for review; null for whoever may not see it there. */
export async function reviewOf(context: QueryContext, { itemId }: EntryRecord): Promise<ReviewPart | null> {
  const item = await findItem(itemId ?? '');
  if (!item || !(await mayReview(context, item))) return null;
  const { id, kind, subject, state, reasons } = presentItem(item);
  const shown = inShort(await shownTo(context, item.subject, item.boardId));
  return { review: { item: { id, kind, subject, state, reasons }, shown }, acts: ['review'] };
}
