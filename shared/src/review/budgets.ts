import { budget } from '../kernel/budgets.ts';
import { reviewError } from './errors.ts';
import { reviewLimits } from './limits.ts';

/** Reports that were made or changed. */
export const reports = budget('reports', {
  per: 'person',
  points: reviewLimits.aDay,
  seconds: 86_400,
  counts: 'done',
  isFixed: true,
  refusedBy: 'commit',
  refuse: (detail) => reviewError('too-many-reports', detail),
});
