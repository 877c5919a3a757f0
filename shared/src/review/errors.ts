import { refusals } from '../kernel/errors.ts';

export const reviewError = refusals({
  'report-own': ['conflict', 'You cannot report yourself, or what you wrote. You can change or delete it.'],
  'too-many-reports': [
    'too-many',
    'You have reported {most} things today. You can go on tomorrow. If somebody is in danger, call 911.',
  ],
  'review-claimed': ['conflict', '{who} is working on this, so nothing was changed. See what it says now.'],
  'review-released': ['conflict', '{who} has just given this back. See what it says now, then try again.'],
  'review-given': ['conflict', '{who} has just given this to somebody. See what it says now, then try again.'],
  'review-resolved': ['conflict', '{who} has already acted on this, so nothing was changed. See what it says now.'],
  'review-rejected': ['conflict', '{who} has already closed this without acting, so nothing was changed.'],
  'review-undone': [
    'conflict',
    '{who} has just taken the decision back, so nothing was changed. See what it says now.',
  ],
  'review-reopened': ['conflict', 'This was reported once more, so nothing was changed. See what it says now.'],
  'review-closed': [
    'conflict',
    'This is closed. Open it again by taking the decision back, or wait for another report.',
  ],
  'review-elsewhere': ['conflict', 'This is decided on the page that it leads to.'],
  'review-not-decided': ['conflict', 'Nothing was decided here that could be taken back.'],
  'review-too-late': ['conflict', 'A decision can be taken back for {minutes} minutes, and they are over.'],
  'review-not-held': ['conflict', 'You are not working on this. Take it on first.'],
  'review-reported': ['forbidden', 'You reported this yourself, so another moderator decides.'],
  'review-not-theirs': ['invalid', 'They may not see this. Choose somebody who may.'],
  'review-withdrawn': ['conflict', 'Whoever wrote this has taken it back. There is nothing to decide any more.'],
  'review-nothing-to-remove': ['conflict', 'There is nothing here any more that could be removed.'],
});
