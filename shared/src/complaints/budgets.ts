import { budget } from '../kernel/budgets.ts';

/** What is reported to the library, by whoever it is: no account is asked for. */
export const complaints = budget('complaints', {
  per: 'range',
  points: 30,
  seconds: 3_600,
  counts: 'done',
  isFixed: true,
});
