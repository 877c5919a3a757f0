import { refusals } from '../kernel/errors.ts';

export const heldError = refusals({
  held: ['conflict', 'Your post waits for a moderator. Until then you find it under “You”, at “What waits”.'],
  'held-refused': ['conflict', 'A moderator has not published this. The reason is under “You”, at “What waits”.'],
  'held-withdrawn': ['conflict', 'You have taken this back. Its words are in your draft.'],
  'held-decided': ['conflict', 'This is being decided or was decided, so it cannot be taken back.'],
  'held-draft-full': ['conflict', 'There is a long draft at its place already. Post that or discard it first.'],
  'too-many-held': [
    'too-many',
    'You have {most} posts that wait for a moderator. Please wait until some are decided. What you wrote is still here.',
  ],
  'cannot-wait': [
    'conflict',
    'A moderator would have to see this first, and here it cannot wait for that. Please use fewer links, or write it as a new post. What you wrote is still here.',
  ],
  'cannot-wait-unnamed': [
    'conflict',
    'A moderator would have to see this first. Without your name it cannot wait: that would note who wrote it. Please use fewer links, or post it with your name. What you wrote is still here.',
  ],
});
