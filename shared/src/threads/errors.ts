import { refusals } from '../kernel/errors.ts';

export const threadError = refusals({
  'already-deleted': ['conflict', 'This post has already been deleted.'],
});
