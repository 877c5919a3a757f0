import { refusals } from '../kernel/errors.ts';

export const linkError = refusals({
  'library-links-off': ['conflict', 'This server does not look where links lead.'],
});
