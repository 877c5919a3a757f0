import { refusals } from '../kernel/errors.ts';

export const savedError = refusals({
  'too-many-saved': ['too-many', 'You have saved {most} entries. Take one of them out first.'],
  'too-many-saved-lists': ['too-many', 'You have {most} lists. Delete one of them first.'],
  'saved-list-full': ['too-many', 'A list holds {most} entries. Take one of them out of it first.'],
  'saved-list-gone': ['conflict', 'This list is not there any more. Load the page again.'],
});
