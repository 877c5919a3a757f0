import type { EntryKind } from './kinds.ts';

/**
 * After how many years somebody looks whether it still holds. Links and forms grow old first; why these numbers:
 * `docs/decisions/0037-what-grows-old.md`.
 */
export const reviewYears: Readonly<Record<EntryKind, number>> = {
  ...{ link: 1, template: 1 },
  ...{ document: 3, slides: 3, toolkit: 3, video: 3, recording: 3 },
};

/** When it is to be looked at again, once somebody has. */
export function reviewDate(kind: EntryKind, checkedAt: Date): Date {
  const date = new Date(checkedAt);
  date.setUTCFullYear(date.getUTCFullYear() + reviewYears[kind]);
  return date;
}
