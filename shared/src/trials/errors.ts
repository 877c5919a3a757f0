import { refusals } from '../kernel/errors.ts';

export const trialError = refusals({
  'trial-not-here': ['conflict', 'Only a reply where people discuss or answer questions can be reported on.'],
});
