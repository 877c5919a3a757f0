import { refusals } from '../kernel/errors.ts';

export const accountError = refusals({
  'sign-in-failed': ['unauthenticated', 'This e-mail address and password do not go together.'],
  'code-failed': [
    'unauthenticated',
    'This code or link is not right, or its time is up. Look at it once more, or ask for a new one.',
  ],
  'account-closed': ['forbidden', 'This account is closed. Write to the network if this is a mistake.'],
  'invitation-needed': ['forbidden', 'Joining needs an invitation. Ask somebody of the network for one.'],
  'invitation-used': ['conflict', 'This invitation was used up or has ended. Ask for a new one.'],
  'weak-password': ['invalid', 'This password is too easy to guess. Take a longer one, for example four words.'],
  'last-admin': ['conflict', 'You are the only admin. Make somebody else one first.'],
  'new-here': [
    'too-many',
    'On your first day here you can write {most} posts and questions an hour. You can go on in {minutes} minutes; your words are kept.',
  ],
  'digits-used-up': [
    'too-many',
    'Too many wrong codes were tried. Open the link in the mail instead, it still works; or try a code again in {minutes} minutes.',
  ],
});
