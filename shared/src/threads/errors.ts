import { refusals } from '../kernel/errors.ts';

export const threadError = refusals({
  'not-an-answer': ['conflict', 'Only a reply on a question board can be the answer.'],
  'already-deleted': ['conflict', 'This post has already been deleted.'],
});
