import { budget } from '../kernel/budgets.ts';

/** Uploads that were begun. */
export const uploads = budget('uploads', { per: 'person', points: 120, seconds: 3_600, counts: 'done' });

/** Pieces of uploads. */
export const pieces = budget('pieces', { per: 'person', points: 900, seconds: 60 });

/** Files that are shown: one page may have a hundred faces. */
export const fileReads = budget('fileReads', { per: 'person', points: 3_000, seconds: 60, together: 60_000 });
