import { budget } from '@hearth/shared/kernel/budgets';

/** Addresses that are looked up for one person, beside those that somebody has posted before. */
export const lookUps = budget('link-look-ups', { per: 'person', points: 40, seconds: 3_600 });
/** Requests to one host, whoever posts links to it: we are no weapon. */
export const asksOfHost = budget('link-host', { per: 'range', points: 60, seconds: 60 });
