import { z } from 'zod';
import { trialCounts } from '../trials/entity.ts';

const count = z.int().nonnegative();

/** At how many schools an entry was tried, by what came of it, and in how many states those are; 0 where nobody names one. */
export const triedEntry = z.strictObject({ ...trialCounts.shape, states: count });
export type TriedEntry = z.infer<typeof triedEntry>;

/** What others make of an entry. */
export const entryCounts = z.strictObject({ tried: triedEntry, thanks: count });
export type EntryCounts = z.infer<typeof entryCounts>;

/** By how many people an entry was read, and one of its files opened: each once a day. */
export const entryVisits = z.strictObject({ views: count, downloads: count });
export type EntryVisits = z.infer<typeof entryVisits>;
