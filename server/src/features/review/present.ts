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

/**
 * Whether a report was found to be right by what was decided last after it was made, as the history has it: also where somebody has
 * reported the same once more since. Null where nothing was, or that was taken back.
 */
export function verdictOn(
  { steps }: Pick<ReviewRecord, 'steps'>,
  { at }: Pick<ReportRecord, 'at'>,
): 'right' | 'wrong' | null {
  const last = lastDecision(steps);
  if (!last || last.at < at) return null;
  return last.kind === 'resolved' ? 'right' : 'wrong';
}

/** The latest decision that stands, or stood until it was reported anew. */
export function lastDecision(steps: readonly StepRecord[]): StepRecord | null {
  let stands: StepRecord | null = null;
  for (const step of steps) {
    if (step.kind === 'resolved' || step.kind === 'rejected') stands = step;
    if (step.kind === 'undone') stands = null;
  }
  return stands;
}

/** Not only put up by a moderator. */
export function isReported({ reasons }: Pick<ReviewRecord, 'reasons'>): boolean {
  return Object.values(reasons).some((count) => count > 0);
}

/** Whether an appeal brought back what it was made against: of one that had nothing left to decide its history says no act. */
export function wasGranted({ kind, state, steps }: Pick<ReviewRecord, 'kind' | 'state' | 'steps'>): boolean {
  return kind === 'appeal' && state === 'resolved' && lastDecision(steps)?.act !== undefined;
}

/** What became of a report. A decision from before it was made says nothing of it. */
export function reportStateOf({ outcome, state }: ReviewRecord, { at }: Pick<ReportRecord, 'at'>): ReportState {
  if (state === 'open' || !outcome || outcome.at < at) return 'waiting';
  if (state === 'rejected') return 'no-breach';
  return outcome.act === 'remove' ? 'removed' : 'settled';
}
