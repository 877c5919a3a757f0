import { refusals } from '../kernel/errors.ts';

export const accountError = refusals({
  'sign-in-failed': ['unauthenticated', 'That email address and password do not match.'],
  'code-failed': ['unauthenticated', 'That code or link is wrong or has expired. Check it, or ask for a new one.'],
  'account-closed': ['forbidden', 'This account is closed. Contact the network if this is a mistake.'],
  suspended: ['forbidden', 'This account is suspended. Why, and until when, is on the page that opens now.'],
  'invitation-needed': ['forbidden', 'You need an invitation to join. Ask someone in the network for one.'],
  'invitation-used': ['conflict', 'This invitation has been used up or has expired. Ask for a new one.'],
  'too-quick': [
    'conflict',
    'That was very quick. Please look over what you filled in, and press the button once more. All of it is still here.',
  ],
  'weak-password': ['invalid', 'This password is too easy to guess. Choose a longer one, such as four words.'],
  'last-admin': ['conflict', 'You are the only administrator. Make someone else one first.'],
  'new-here': [
    'too-many',
    'On your first day you can write {most} posts and questions an hour. You can continue in {minutes} minutes; what you wrote is saved.',
  ],
  'digits-used-up': [
    'too-many',
    'Too many wrong codes. Use the link in the email instead; it still works. Or try a code again in {minutes} minutes.',
  ],
});
