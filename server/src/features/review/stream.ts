import { nameOf } from '@hearth/shared/kernel/stream';
import { reviewStream } from '@hearth/shared/review/events';
import type { Reader } from '../../request/context.ts';
import type { StreamDefinition } from '../../streams/definition.ts';
import { blankData } from '../../streams/store.ts';
import { isReported, presentItem } from './present.ts';
import { mayReview } from './rights.ts';
import { advanceItem, findItem, isItemDurable, putReport, type ReportRecord, type ReviewRecord } from './store.ts';

export type ReviewFields = Omit<ReviewRecord, '_id' | 'seq' | 'mark' | 'urgency'>;

/** The item as it stands after the event, and what somebody reported or changed of their report. */
export interface ReviewData {
  readonly item: ReviewFields;
  readonly report?: Omit<ReportRecord, 'itemId' | 'rev'>;
  /** The number of the event that this report was in before. */
  readonly replaces?: number;
  /** What is to be done to its subject; see `acting.ts`. */
  readonly does?: 'remove' | 'restore' | 'publish' | 'refuse' | 'wait' | 'hide' | 'show';
  /** What it is about stands on another board. */
  readonly moved?: true;
}

/**
 * Danger first, and what is hidden until somebody looks, then what is about a child or was found by a rule; after what was reported
 * what a moderator put up; last what nobody sees until it is decided, however much that is.
 */
function urgencyOf(item: ReviewFields): number {
  const { reasons, kind, hidden } = item;
  if (kind === 'hold') return -1;
  if (reasons.danger || hidden?.isOn) return 2;
  if (reasons.child || kind === 'guard') return 1;
  return kind === 'report' && !isReported(item) ? -0.5 : 0;
}

export const reviews: StreamDefinition<ReviewRecord, ReviewData, typeof reviewStream> = {
  contract: reviewStream,
  findAggregate: findItem,
  evolve: (_before, id, { seq, mark, data }) => ({ ...data.item, urgency: urgencyOf(data.item), _id: id, seq, mark }),

  async project(id, events) {
    for (const { seq, data } of events) if (data.report) await putReport({ ...data.report, itemId: id, rev: seq });
    const last = events.at(-1);
    if (last) await advanceItem(reviews.evolve(null, id, last));
  },

  subjectsOf: () => ['item'],
  present: (id, { seq, mark, data }, _audience, shows) =>
    shows('item')
      ? { type: 'review.changed', rev: seq, item: presentItem({ ...data.item, _id: id, seq, mark }) }
      : null,

  /** What somebody said in their report before goes from the log. */
  async redact(id, events) {
    const stream = nameOf(reviewStream, id);
    for (const { data } of events)
      if (data.replaces !== undefined) await blankData({ stream, seq: data.replaces }, { 'report.note': '' });
  },
  isDurable: (id, { seq }) => isItemDurable(id, seq),
  replacesWords: ({ replaces }) => replaces !== undefined,
  changesReaders: ({ moved }) => moved === true,
};

export async function reviewAudience(reader: Reader, id: string): Promise<'moderators' | null> {
  const item = await findItem(id);
  return item && (await mayReview(reader, item)) ? 'moderators' : null;
}
