import { refusals } from '../kernel/errors.ts';

export const scheduledError = refusals({
  'too-many-scheduled': ['too-many', 'You have {most} posts that wait for their time. Discard one of them first.'],
  'scheduled-when': ['invalid', 'Choose a time between now and a year from now.'],
  'has-appeared': ['conflict', 'This post has appeared by now.'],
});
