import { refusals } from '../kernel/errors.ts';

export const sanctionError = refusals({
  'not-oneself': ['forbidden', 'Nobody decides about themselves. Ask another moderator.'],
  'last-admin-stays': ['conflict', 'This is the only administrator who can sign in. Make someone else one first.'],
  'sanction-until': ['invalid', 'Choose an end between now and a year from now.'],
  'sanction-over': ['conflict', 'This has already ended. Look at the page again.'],
  'undo-over': ['conflict', 'Ten minutes have passed. You can still end it, with a word to the person.'],
  'appealed-before': ['conflict', 'You have already appealed against this. Another moderator will look at it.'],
  'appeal-decided': ['conflict', 'Somebody has already decided this appeal. Look at the page again.'],
  'appeal-own-decision': ['forbidden', 'An appeal against your own decision is for another moderator.'],
  'decided-by-admin': ['forbidden', 'An administrator decided this. Only an administrator can change it.'],
  'too-much-kept': ['conflict', 'There is as much about this person as is kept: {most}.'],
});
