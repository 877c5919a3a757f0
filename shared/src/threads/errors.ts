import { refusals } from '../kernel/errors.ts';

export const threadError = refusals({
  'not-an-answer': ['conflict', 'Only a reply on a question board can be the answer.'],
  'already-deleted': ['conflict', 'This post has already been deleted.'],
  purged: ['conflict', 'Nothing is left of this post that could be brought back.'],
  locked: ['conflict', 'This thread is locked: {reason}'],
  'being-carried': ['conflict', 'This is on its way to another thread. Nothing is lost; try again in a moment.'],
  'too-soon': [
    'conflict',
    'Slow mode: everybody replies here once in {every} min. You can go on in {left} min. Your words are kept.',
  ],
  merged: ['conflict', 'This thread was merged into another one. Go on writing there.'],
  quiet: ['conflict', 'Nobody has written here for {days} days, so this thread is closed. You can start a new one.'],
});
