import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused to whoever reports something, and to whoever reviews it. */
export const reviewSentences = {
  'report-own': () => m.error_report_own(),
  'too-many-reports': ({ most = 0 }) => m.error_too_many_reports({ most }),
  'too-many-put-up': ({ most = 0, minutes = 60 }) => m.error_too_many_put_up({ most, minutes }),
  'review-claimed': ({ who = '' }) => m.error_review_claimed({ who }),
  'review-released': ({ who = '' }) => m.error_review_released({ who }),
  'review-given': ({ who = '' }) => m.error_review_given({ who }),
  'review-resolved': ({ who = '' }) => m.error_review_resolved({ who }),
  'review-rejected': ({ who = '' }) => m.error_review_rejected({ who }),
  'review-undone': ({ who = '' }) => m.error_review_undone({ who }),
  'review-reopened': () => m.error_review_reopened(),
  'review-closed': () => m.error_review_closed(),
  'review-elsewhere': () => m.error_review_elsewhere(),
  'review-not-decided': () => m.error_review_not_decided(),
  'review-nothing-to-undo': () => m.error_review_nothing_to_undo(),
  'review-too-late': ({ minutes = 0 }) => m.error_review_too_late({ minutes }),
  'review-not-held': () => m.error_review_not_held(),
  'review-reported': () => m.error_review_reported(),
  'review-overturned': () => m.error_review_overturned(),
  'review-not-theirs': () => m.error_review_not_theirs(),
  'review-withdrawn': () => m.error_review_withdrawn(),
  'removal-over': () => m.error_removal_over(),
  'appeal-needs-words': () => m.error_appeal_needs_words(),
  'review-nothing-to-remove': () => m.error_review_nothing_to_remove(),
} as const satisfies Sentences;

addSentences(reviewSentences);
