import { refusals } from '../kernel/errors.ts';

export const roomError = refusals({
  'room-not-live': ['conflict', 'These office hours are not live.'],
  'room-ended': ['conflict', 'These office hours have ended. What was said stays here to read.'],
  'last-host': ['conflict', 'Office hours need a host. Ask an admin, or add another host first.'],
  'too-many-hosts': ['conflict', 'Office hours have {most} hosts at most. Take somebody off first.'],
  'asking-closed': ['conflict', 'Questions are closed right now. Your words are kept.'],
  'too-many-open': ['conflict', 'You have {most} open questions here. Let one be answered, or take one back.'],
  'too-many-asked': [
    'conflict',
    'You have asked {most} questions here. Leave the rest to the others. Your words are kept.',
  ],
  'room-filling': [
    'conflict',
    'There are many questions here already. The last places are for people who have asked fewer. Your words are kept.',
  ],
  'question-closed': ['conflict', 'This question is settled already.'],
  'own-question': ['conflict', 'You cannot vote for your own question.'],
  'answering-another': ['conflict', '“{name}” is being answered right now. Look at the list again, then choose.'],
});
