import { refusals } from '../kernel/errors.ts';

export const anonymousError = refusals({
  'named-here': ['conflict', 'On this board people write under their names.'],
  'unnamed-later': [
    'conflict',
    'What you ask without your name cannot wait for another time: the server would have to keep it under your name.',
  ],
  'no-pictures-unnamed': [
    'conflict',
    'Pictures and files cannot be added to what you write without your name: they may show who you are.',
  ],
});
