import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type { ReportSubject } from '@hearth/shared/review/entity';
import { reviewId } from '@hearth/shared/review/entity';
import { reviewLimits } from '@hearth/shared/review/limits';
import type * as contract from '@hearth/shared/review/queries';
import { requirePerson, type QueryContext } from '../../request/context.ts';
import { findWherever, isAuthorOf, isHidden, presentNamed } from '../threads/access.ts';
import { perhapsOwn } from './perhaps-own.ts';
import { presentItem, reportStateOf } from './present.ts';
import { inShort, requireShown, shownTo } from './shown.ts';
import { readHidden, readItemsReported, readReportsBy, type ReportRecord, type ReviewRecord } from './store.ts';

type About = typeof contract.aboutSubject;
type Own = typeof contract.ownReports;

export async function about(context: QueryContext, { subject }: InputOf<About>): Promise<OutputOf<About>> {
  const { actor } = requirePerson(context);
  const shown = inShort(await requireShown(context, subject));
  const own = await readReportsBy(actor.id, reviewLimits.lookedAt);
  const items = await readItemsReported(own);
  const said = own.find(({ itemId }) => isSame(items.get(itemId)?.subject ?? null, subject));
  return { shown, own: said ? presentReport(said) : null };
}

function isSame(one: ReviewRecord['subject'], other: ReportSubject): boolean {
  if (one?.kind === 'post' && other.kind === 'post') return one.threadId === other.threadId && one.no === other.no;
  if (one?.kind === 'question' && other.kind === 'question') return one.questionId === other.questionId;
  return one?.kind === 'person' && other.kind === 'person' && one.personId === other.personId;
}

function presentReport({ reason, note, at }: ReportRecord) {
  return { reason, note, at: at.toISOString() };
}

export async function own(context: QueryContext): Promise<OutputOf<Own>> {
  const { actor } = requirePerson(context);
  const made = await readReportsBy(actor.id, reviewLimits.own);
  const items = await readItemsReported(made);
  const reports = await Promise.all(
    made.map(async (report) => {
      const item = items.get(report.itemId);
      if (!item) return [];
      return [
        {
          id: reviewId.parse(item._id),
          subject: reportable(item.subject),
          shown: inShort(await shownTo(context, item.subject)),
          ...presentReport(report),
          state: reportStateOf(item, report),
        },
      ];
    }),
  );
  return { reports: reports.flat(), hidden: await hiddenOf(context) };
}

function reportable(subject: ReviewRecord['subject']): ReportSubject | null {
  return subject?.kind === 'page' || subject?.kind === 'held' ? null : subject;
}

/** What reports hid of what one wrote, until a moderator has looked. */
async function hiddenOf(context: QueryContext): Promise<OutputOf<Own>['hidden']> {
  const own = await perhapsOwn(context, await readHidden(reviewLimits.lookedAt));
  const hidden = await Promise.all(
    own.map(async (item) => {
      const place = await ownPlaceOf(context, item.subject);
      if (!place || !isHidden(place.post)) return [];
      const { thread, no, at } = { ...place, at: place.post.deletedAt ?? place.post.at };
      const reasons = presentItem(item).reasons.map(({ reason }) => reason);
      return [{ thread, no, reasons, at: at.toISOString(), text: place.post.text }];
    }),
  );
  return hidden.flat().slice(0, reviewLimits.own);
}

/** Where a post of one’s own stands that is not seen now; null also for what one may not read any more. */
async function ownPlaceOf(context: QueryContext, subject: ReviewRecord['subject']) {
  if (subject?.kind !== 'post') return null;
  const place = await findWherever(subject.threadId, subject.no);
  if (!place?.post?.deletedAt || !(await isAuthorOf(context, place.post))) return null;
  const { board } = await shownTo(context, subject);
  if (!board) return null;
  return { thread: presentNamed(place.thread), no: place.post.no, post: place.post };
}
