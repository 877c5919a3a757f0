import { budget } from '../kernel/budgets.ts';
import { privacyError } from './errors.ts';

/** Everything that is kept about somebody: heavy, and wanted once in a while. */
export const exports = budget('exports', {
  per: 'person',
  points: 3,
  seconds: 3_600,
  together: 60,
  counts: 'done',
  refuse: (detail) => privacyError('too-many-exports', detail),
});

/** Accounts that are erased: each goes through everything there is, and accounts can be made anew. */
export const erasures = budget('erasures', {
  per: 'range',
  points: 20,
  seconds: 3_600,
  refuse: (detail) => privacyError('too-many-erasures', detail),
});
