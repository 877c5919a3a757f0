import { refusals } from '../kernel/errors.ts';

export const draftError = refusals({
  'too-many-drafts': [
    'too-many',
    'You have {most} drafts. Discard one of them; until then these words stay on this device.',
  ],
  'newer-draft': ['conflict', 'This draft has been changed elsewhere. Look at it again first.'],
});
