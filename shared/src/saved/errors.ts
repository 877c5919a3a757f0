import { refusals } from '../kernel/errors.ts';

export const savedError = refusals({
  'too-many-saved': ['too-many', 'You have saved {most} entries. Take one of them out first.'],
});
