import { refusals } from '../kernel/errors.ts';

export const bookmarkError = refusals({
  'too-many-bookmarks': ['too-many', 'You have {most} bookmarks. Remove one of them first.'],
  'reminder-when': ['invalid', 'Choose a time between now and a year from now.'],
});
