import { refusals } from '../kernel/errors.ts';

export const wordListError = refusals({
  'words-blocked': [
    'conflict',
    '“{word}” is not used here. Please say it in other words. What you wrote is still here.',
  ],
  'words-instead': ['conflict', 'Please write “{instead}” in the place of “{word}”. What you wrote is still here.'],
  'too-many-words': ['conflict', 'The lists have {most} entries, and no room for more. Remove some first.'],
});
