import { budget } from '../kernel/budgets.ts';

/** Words that are being written, rendered: somebody who types without a pause asks once a second. */
export const previews = budget('previews', { per: 'person', points: 90, seconds: 60, together: 1_200 });
