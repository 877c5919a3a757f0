import { budget } from '../kernel/budgets.ts';

/** Saving words while they are written, in several tabs. */
export const drafting = budget('drafting', { per: 'person', points: 90, seconds: 60, together: 900 });
