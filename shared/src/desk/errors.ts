import { refusals } from '../kernel/errors.ts';

export const deskError = refusals({
  'too-many-views': ['too-many', 'You have kept {most} views. Throw away one of them first.'],
});
