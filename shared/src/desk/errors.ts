import { refusals } from '../kernel/errors.ts';

export const deskError = refusals({
  'too-many-views': ['too-many', 'You have saved {most} views. Remove one of them first.'],
});
