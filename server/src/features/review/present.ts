import { reviewId, type ReportState, type ReviewItem, type ReviewStep } from '@hearth/shared/review/entity';
import { reportReasons } from '@hearth/shared/review/limits';
import type { ReportRecord, ReviewRecord, StepRecord } from './model.ts';

export function presentItem(record: Omit<ReviewRecord, 'urgency'>): ReviewItem {
  const { kind, subject, state, claim, assigned, due, outcome, steps } = record;
  return {
    id: reviewId.parse(record._id),
    kind,
    subject: subject ?? { kind: 'gone' },
    state,
    reasons: reportReasons.flatMap((reason) => {
      const count = record.reasons[reason] ?? 0;
      return count > 0 ? [{ reason, count }] : [];
    }),
    openedAt: record.openedAt.toISOString(),
    claim: claim && { by: claim.by, until: claim.until.toISOString() },
    assigned,
    due: due?.toISOString() ?? null,
    outcome: outcome && { ...outcome, at: outcome.at.toISOString() },
    history: steps.map(presentStep),
    rev: record.seq,
  };
}

function presentStep({ kind, by, at, to = null, words = '', act }: StepRecord): ReviewStep {
  return { kind, by, at: at.toISOString(), to, words, act: act ?? null };
}

/** What became of a report. A decision from before it was made says nothing of it. */
export function reportStateOf({ outcome, state }: ReviewRecord, { at }: Pick<ReportRecord, 'at'>): ReportState {
  if (state === 'open' || !outcome || outcome.at < at) return 'waiting';
  if (state === 'rejected') return 'no-breach';
  return outcome.act === 'remove' ? 'removed' : 'settled';
}
