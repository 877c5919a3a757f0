import { refusals } from '../kernel/errors.ts';

export const pollError = refusals({
  'poll-closed': ['conflict', 'This poll is closed. Nothing about it changes any more.'],
  'poll-changed': ['conflict', 'This poll has just been changed. Look at it again, then choose.'],
  'poll-begun': ['conflict', 'Somebody has voted already: only the closing date can still be changed.'],
  'poll-one-choice': ['invalid', 'Choose one of these.'],
  'poll-in-past': ['invalid', 'Choose a closing date that is still to come, within a year.'],
});
