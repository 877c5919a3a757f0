import { budget } from '../kernel/budgets.ts';

/** Pages of what is taken along: five hundred entries each, with all that is written of them. */
export const takingAlong = budget('takingAlong', { per: 'person', points: 60, seconds: 300, together: 300 });
