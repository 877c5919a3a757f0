import { budget } from '../kernel/budgets.ts';
import { heldError } from './errors.ts';
import { heldLimits } from './limits.ts';

/** Posts that were taken out of the queue by whoever wrote them. */
export const takingBack = budget('takingBack', {
  per: 'person',
  points: heldLimits.takenBack,
  seconds: 3_600,
  counts: 'done',
  isFixed: true,
  refuse: (detail) => heldError('too-many-taken-back', detail),
});
