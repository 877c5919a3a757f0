import { budget } from '../kernel/budgets.ts';

/** Links that somebody has looked at before their turn: each is a request to whoever it leads to. */
export const linkChecks = budget('link-checks', { per: 'person', points: 30, seconds: 3_600, isFixed: true });
