import { refusals } from '../kernel/errors.ts';

export const followError = refusals({
  'too-many-muted': ['conflict', 'You have muted {most} things, which is as many as there may be. Unmute some first.'],
  'too-many-followed': [
    'conflict',
    'You follow {most} things of the library, which is as many as there may be. Stop following some first.',
  ],
});
