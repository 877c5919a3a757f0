import type { ReporterRecord, ReportState, ReviewItem, ReviewStep } from '@hearth/shared/review/entity';
import { reportReasons, type ReportReason } from '@hearth/shared/review/limits';
import { heldStateName } from '../held/words.ts';
import * as m from '../paraglide/messages.js';
import { written } from '../text/time.ts';
import { isPutUp } from './put-up.ts';

const reasons: Readonly<Record<ReportReason, () => string>> = {
  danger: m.report_reason_danger,
  child: m.report_reason_child,
  harassment: m.report_reason_harassment,
  spam: m.report_reason_spam,
  'off-topic': m.report_reason_off_topic,
  other: m.report_reason_other,
};

export const reasonName = (reason: ReportReason): string => reasons[reason]();

export const reasonChoices = (): readonly (readonly [ReportReason, string])[] =>
  reportReasons.map((reason) => [reason, reasonName(reason)] as const);

const states: Readonly<Record<ReportState, () => string>> = {
  waiting: m.report_state_waiting,
  removed: m.report_state_removed,
  settled: m.report_state_settled,
  'no-breach': m.report_state_no_breach,
};

export const reportStateName = (state: ReportState): string => states[state]();

export const recordName = (record: ReporterRecord): string =>
  record === 'often-right' ? m.review_often_right() : m.review_seldom_right();

const kinds: Readonly<Record<ReviewItem['kind'], () => string>> = {
  report: m.review_kind_report,
  hold: m.review_kind_hold,
  guard: m.review_kind_guard,
  'sign-up': m.review_kind_sign_up,
  appeal: m.review_kind_appeal,
};

export const kindName = (kind: ReviewItem['kind']): string => kinds[kind]();

/** Those that come about; who wants to join waits on a page of its own. */
export const kindChoices = (): readonly (readonly [ReviewItem['kind'], string])[] =>
  (['report', 'hold', 'guard', 'appeal'] as const).map((kind) => [kind, kindName(kind)] as const);

/** "Decide by Tue, Dec 1": the day that was chosen, which ends by UTC. */
export const dueName = (due: string): string =>
  m.review_due_at({
    when: written(Date.parse(due), { weekday: 'short', month: 'short', day: 'numeric', timeZone: 'UTC' }),
  });

/** What was decided, in two or three words. */
export function outcomeName({ kind, state }: Pick<ReviewItem, 'kind' | 'state'>): string {
  if (state === 'resolved') return kind === 'appeal' ? m.sanction_overturned() : m.review_resolved();
  return kind === 'appeal' ? m.sanction_upheld() : m.review_rejected();
}

/** The same of what one has just decided oneself. */
export function decidedName(item: ReviewItem): string {
  const isRemoved = item.outcome?.act === 'remove';
  if (item.subject.kind === 'held') return heldStateName(isRemoved ? 'refused' : 'published');
  return isRemoved ? m.report_state_removed() : outcomeName(item);
}

export function subjectName(kind: ReviewItem['subject']['kind']): string {
  switch (kind) {
    case 'post':
      return m.review_subject_post();
    case 'question':
      return m.review_subject_question();
    case 'person':
    case 'gone':
      return m.review_subject_person();
    case 'page':
      return m.review_subject_page();
    case 'held':
      return m.held_subject();
  }
}

const titles = {
  post: m.report_post_title,
  question: m.report_question_title,
  person: m.report_person_title,
} as const;

export const reportTitle = (kind: keyof typeof titles): string => titles[kind]();

/** One line of an item's history. */
export function stepSentence(item: Pick<ReviewItem, 'kind' | 'history'>, step: ReviewStep): string {
  const { kind, by, to, act } = step;
  const who = by?.name ?? m.former_member();
  if (item.kind === 'hold' && (kind === 'resolved' || kind === 'rejected')) return heldStep(step, who);
  const whom = to?.name ?? m.former_member();
  switch (kind) {
    case 'opened':
      if (isPutUp(item, step)) return putUp(by);
      return item.kind === 'report' ? m.review_step_opened() : m.review_step_put_up();
    case 'reopened':
      return isPutUp(item, step) ? putUp(by) : m.review_step_reopened();
    case 'claimed':
      return m.review_step_claimed({ who });
    case 'taken-over':
      return m.review_step_taken_over({ who, from: whom });
    case 'released':
      return m.review_step_released({ who });
    case 'noted':
      return m.review_step_noted({ who });
    case 'assigned':
      return m.review_step_assigned({ who, to: whom });
    case 'handed-over':
      return m.review_step_handed_over({ who, to: whom });
    case 'due':
      return m.review_step_due({ who });
    case 'resolved':
      if (item.kind === 'appeal') return m.review_step_overturned({ who });
      return act === 'remove' ? m.review_step_removed({ who }) : m.review_step_settled({ who });
    case 'rejected':
      return item.kind === 'appeal' ? m.review_step_upheld({ who }) : m.review_step_rejected({ who });
    case 'undone':
      return m.review_step_undone({ who });
    case 'hidden':
      return m.review_step_hidden();
    case 'withdrawn':
      return m.held_step_withdrawn();
  }
}

const putUp = (by: ReviewStep['by']): string =>
  by ? m.review_step_put_up_by({ who: by.name }) : m.review_step_put_up_by_moderator();

function heldStep({ kind, act }: ReviewStep, who: string): string {
  if (act === 'remove') return m.held_step_refused({ who });
  return kind === 'resolved' ? m.held_step_settled({ who }) : m.held_step_published({ who });
}
