import { refusals } from '../kernel/errors.ts';

export const reviewError = refusals({
  'report-own': ['conflict', 'You cannot report yourself or what you wrote. You can change or delete it.'],
  'too-many-reports': [
    'too-many',
    'You have reported {most} things today. You can go on tomorrow. If somebody is in danger, call 911.',
  ],
  'too-many-put-up': [
    'too-many',
    'You have put {most} posts up for review within an hour. You can go on in {minutes} minutes.',
  ],
  'review-claimed': ['conflict', '{who} is working on this, so nothing was changed. See how it stands now.'],
  'review-released': ['conflict', '{who} has just given this back. See how it stands now, then try again.'],
  'review-given': ['conflict', '{who} has just assigned this to somebody. See how it stands now, then try again.'],
  'review-resolved': ['conflict', '{who} has already acted on this, so nothing was changed. See how it stands now.'],
  'review-rejected': [
    'conflict',
    '{who} has already closed this without acting, so nothing was changed. See how it stands now.',
  ],
  'review-undone': ['conflict', '{who} has just undone the decision, so nothing was changed. See how it stands now.'],
  'review-reopened': ['conflict', 'This was just reported, so nothing was changed. See how it stands now.'],
  'review-closed': ['conflict', 'This is closed. Undo the decision to open it again, or wait for another report.'],
  'review-elsewhere': ['conflict', 'This is decided on another page. Open that page to decide.'],
  'review-not-decided': ['conflict', 'There is no decision here to undo.'],
  'review-nothing-to-undo': [
    'conflict',
    'Somebody has changed this since, so there is nothing left to undo. See how it stands now.',
  ],
  'review-too-late': ['conflict', 'A decision can be undone for {minutes} minutes, and that time is over.'],
  'review-not-held': ['conflict', 'You are not working on this. Take it on first.'],
  'review-reported': ['forbidden', 'You reported this yourself, so another moderator decides.'],
  'review-overturned': [
    'forbidden',
    'You removed this before, and an appeal brought it back. Another moderator decides this time.',
  ],
  'review-not-theirs': ['invalid', 'They may not see this. Choose somebody who may.'],
  'review-withdrawn': ['conflict', 'The author took this back. There is nothing left to decide.'],
  'removal-over': ['conflict', 'This stands again or is gone for good. There is nothing left to decide.'],
  'appeal-needs-words': ['invalid', 'Say a few words to the author.'],
  'review-nothing-to-remove': ['conflict', 'There is nothing left here to remove.'],
});
