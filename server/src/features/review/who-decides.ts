import { reviewError } from '@hearth/shared/review/errors';
import type { Context } from '../../request/context.ts';
import { wasGranted } from './present.ts';
import { readItemsOf, readReports, type ReviewRecord } from './store.ts';
import { whoMayReview } from './telling.ts';

/** Nobody decides about what they reported themselves, unless there is nobody else who could. */
export async function requireOthers({ services }: Context, item: ReviewRecord, personId: string): Promise<void> {
  const reporters = (await readReports(item._id)).flatMap(({ by }) => by?.personId ?? []);
  if (!reporters.includes(personId)) return;
  const others = await whoMayReview(services, item);
  if (others.some(({ id }) => !reporters.includes(id))) throw reviewError('review-reported');
}

/** Whoever removed a post that an appeal has brought back does not remove it once more: another moderator may. */
export async function requireNotOverturned(subject: ReviewRecord['subject'], personId: string): Promise<void> {
  if (subject?.kind !== 'post') return;
  const { threadId, no } = subject;
  const isAgainstThem = (item: ReviewRecord) =>
    item.subject?.kind === 'post' && item.subject.no === no && item.against?.by?.personId === personId;
  const items = await readItemsOf(threadId);
  if (items.some((item) => isAgainstThem(item) && wasGranted(item))) throw reviewError('review-overturned');
}
