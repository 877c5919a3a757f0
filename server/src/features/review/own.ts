import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type { ReportSubject } from '@hearth/shared/review/entity';
import { reviewId } from '@hearth/shared/review/entity';
import { reviewLimits } from '@hearth/shared/review/limits';
import type * as contract from '@hearth/shared/review/queries';
import { personIdOf, requirePerson, type QueryContext } from '../../request/context.ts';
import { findWherever, isAuthorOf, presentThread, readHeadsAt } from '../threads/access.ts';
import { reportStateOf } from './present.ts';
import { inShort, requireShown, shownTo } from './shown.ts';
import { readItems, readRemoved, readReportsBy, type ReportRecord, type ReviewRecord } from './store.ts';

type About = typeof contract.aboutSubject;
type Own = typeof contract.ownReports;

export async function about(context: QueryContext, { subject }: InputOf<About>): Promise<OutputOf<About>> {
  const { actor } = requirePerson(context);
  const shown = inShort(await requireShown(context, subject));
  const own = await readReportsBy(actor.id, reviewLimits.lookedAt);
  const items = new Map((await readItems(own.map(({ itemId }) => itemId))).map((item) => [item._id, item]));
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
  const items = new Map((await readItems(made.map(({ itemId }) => itemId))).map((item) => [item._id, item]));
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
  return { reports: reports.flat(), removed: await removedOf(context) };
}

function reportable(subject: ReviewRecord['subject']): ReportSubject | null {
  return subject?.kind === 'page' || subject?.kind === 'held' ? null : subject;
}

/**
 * What moderators removed of what one wrote, also without one's name. One reads one's own words, to write them anew. What others
 * wrote under their names is told apart at once: nobody's page costs as much as all that was ever removed.
 */
async function removedOf(context: QueryContext): Promise<OutputOf<Own>['removed']> {
  const personId = personIdOf(context.actor);
  const found = personId ? await readRemoved(reviewLimits.lookedAt) : [];
  const heads = await readHeadsAt(found.flatMap(({ subject }) => (subject?.kind === 'post' ? [subject] : [])));
  const headOf = new Map(heads.map((head) => [`${head.threadId}/${head.no}`, head]));
  const isPerhapsOwn = ({ subject }: ReviewRecord) => {
    const head = subject?.kind === 'post' && headOf.get(`${subject.threadId}/${subject.no}`);
    return !!head && (head.note !== undefined || head.alias !== undefined || head.by?.personId === personId);
  };
  const own = await Promise.all(found.filter(isPerhapsOwn).map((item) => removal(context, item)));
  return own.flat().slice(0, reviewLimits.own);
}

async function removal(context: QueryContext, { subject, outcome }: ReviewRecord): Promise<OutputOf<Own>['removed']> {
  if (subject?.kind !== 'post' || !outcome) return [];
  const place = await findWherever(subject.threadId, subject.no);
  if (!place?.post?.deletedAt || !(await isAuthorOf(context, place.post))) return [];
  // What one may not read any more one is told nothing of.
  const { board } = await shownTo(context, subject);
  if (!board) return [];
  const { id, title, language } = presentThread(place.thread);
  const { rule, words, at } = outcome;
  const text = place.post.purged ? '' : place.post.text;
  return [{ thread: { id, title, language }, no: place.post.no, rule, words, at: at.toISOString(), text }];
}
