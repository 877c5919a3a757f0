import { refusals } from '../kernel/errors.ts';

export const moderatingError = refusals({
  'already-so': ['conflict', 'Somebody has just done this.'],
  'into-itself': ['conflict', 'Choose another thread, one that was not merged itself.'],
  'not-removed': ['conflict', 'Only a post that is deleted already can be purged.'],
  'not-to-split': ['conflict', 'Choose posts that are still here. The one that opens the thread stays.'],
  'too-long-to-merge': [
    'conflict',
    'A thread of more than {most} posts is too long for that. Merge the other one into it instead.',
  ],
  'too-many-pinned': ['conflict', 'Five threads are on top of this board already. Take one of them down first.'],
});
