import { refusals } from '../kernel/errors.ts';

export const practiceError = refusals({
  'practice-unsolved': ['conflict', 'A practice note is made of a question with an accepted answer.'],
  'practice-there': ['conflict', 'There is a practice note of this thread already.'],
  'practice-changed': ['conflict', 'Somebody else has changed this note meanwhile. Look at it again, then save.'],
  'practice-withheld': ['conflict', 'A moderator has withdrawn this note. Only moderators can publish it again.'],
  'practice-without-question': [
    'conflict',
    'The question of this note is not here any more, so only moderators go on with it.',
  ],
  'practice-empty': ['invalid', 'Say what the problem was and what worked before others read it.'],
});
