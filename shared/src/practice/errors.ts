import { refusals } from '../kernel/errors.ts';

export const practiceError = refusals({
  'practice-unsolved': ['conflict', 'A practice note is made of a question with an accepted answer.'],
  'practice-there': ['conflict', 'There is a practice note of this thread already.'],
  'practice-changed': ['conflict', 'Somebody else has changed this note meanwhile. Look at it again, then save.'],
  'practice-empty': ['invalid', 'Say what the problem was and what worked before others read it.'],
});
