import { cut } from '@hearth/shared/kernel/graphemes';
import type { ReviewShown } from '@hearth/shared/review/entity';
import { noteLook } from '../../request/audit.ts';
import type { QueryContext } from '../../request/context.ts';
import { auditedPost, findWherever } from '../threads/access.ts';
import { findAppeal } from './appeal-store.ts';
import { presentItem } from './present.ts';
import { WORDS } from './shown.ts';
import { findItem, type ReviewRecord } from './store.ts';

/**
 * Of an appeal against a removal, with what it is about: the words that nobody else sees, as whoever decides has to judge them, and
 * why they were removed. That they looked is noted.
 */
export async function shownAppeal(context: QueryContext, item: ReviewRecord, shown: ReviewShown): Promise<ReviewShown> {
  if (item.kind !== 'appeal' || item.subject?.kind !== 'post' || !shown.board) return shown;
  const [appealed, place] = await Promise.all([
    findAppeal(item._id),
    findWherever(item.subject.threadId, item.subject.no),
  ]);
  const removal = appealed && (await findItem(appealed.removalId));
  const post = place?.post;
  const against = removal ? presentItem(removal).outcome : null;
  const appeal = { against, words: appealed?.words ?? '' };
  if (!place || !post?.deletedAt || post.purged) return { ...shown, appeal };
  await noteLook(context, 'post.removed', auditedPost(post, place.thread));
  return { ...shown, text: cut(post.text, WORDS), appeal };
}
