import { refusals } from '../kernel/errors.ts';

export const heldError = refusals({
  held: [
    'conflict',
    'A moderator will look at your post before it is published. Until then you find it under “You”, in “Posts in review”.',
  ],
  'held-refused': [
    'conflict',
    'A moderator decided not to publish this. The reason is under “You”, in “Posts in review”.',
  ],
  'held-withdrawn': ['conflict', 'You took this back. Your words are in your draft.'],
  'held-decided': ['conflict', 'A moderator is deciding about this, or already has, so it cannot be taken back.'],
  'held-draft-full': ['conflict', 'There is already a long draft in its place. Post it or discard it first.'],
  'too-many-held': [
    'too-many',
    'You have {most} posts waiting for a moderator. Please wait until some of them are decided. What you wrote is still here.',
  ],
  'too-many-taken-back': [
    'too-many',
    'You have taken back {most} posts within an hour. This one goes on waiting. You can take it back in {minutes} minutes, or copy its words now.',
  ],
  'cannot-wait': [
    'conflict',
    'A moderator would have to see this before it is published, which is not possible here. Please use fewer links, or write it as a new post. What you wrote is still here.',
  ],
  'cannot-wait-unnamed': [
    'conflict',
    'A moderator would have to see this before it is published. That is not possible without your name, because it would be noted who wrote it. Please use fewer links, or post it with your name. What you wrote is still here.',
  ],
});
