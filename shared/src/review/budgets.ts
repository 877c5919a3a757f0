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

/** What somebody puts up themselves who moderates a board and is not staff: all staff would look through it. */
export const puttingUp = budget('putting-up', {
  per: 'person',
  points: reviewLimits.putUpAnHour,
  seconds: 3_600,
  counts: 'done',
  refusedBy: 'service',
  refuse: (detail) => reviewError('too-many-put-up', detail),
});

/** What moderators do about items of the queue: a page of them at once, and taken back. */
export const reviewing = budget('reviewing', { per: 'person', points: 150, seconds: 60, together: 600 });
