import { refusals } from '../kernel/errors.ts';

export const privacyError = refusals({
  'too-many-exports': [
    'too-many',
    'You have downloaded your data {most} times in the last hour. Try again in {minutes} minutes.',
  ],
  'too-many-erasures': [
    'too-many',
    'Many accounts are being erased right now. Yours has not changed; try again in {minutes} minutes.',
  ],
  'export-under-way': ['busy', 'Your data is still being prepared. Try again in a minute.'],
});
