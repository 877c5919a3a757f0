import { refusals } from '../kernel/errors.ts';

export const savedError = refusals({
  'too-many-saved': ['too-many', 'You have saved {most} entries. Take one of them out first.'],
  'too-many-saved-lists': ['too-many', 'You have {most} lists. Delete one of them first.'],
  'saved-list-full': ['too-many', 'A list holds {most} entries. Take one of them out of it first.'],
  'saved-list-stopped': ['forbidden', 'Moderators have stopped this list from being shared. It is still yours.'],
  'saved-list-known': ['too-many', 'Several people have reported this already. Moderators are looking at it.'],
  'saved-list-decided': ['conflict', 'Somebody has decided this already. Load the page again.'],
  'saved-list-why': ['invalid', 'Please say why. Whoever owns the list reads it.'],
  'saved-list-gone': ['conflict', 'This list is not there any more. Load the page again.'],
});
