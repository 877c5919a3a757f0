import type { EntryUses } from '../entry-uses.ts';
import { threadsLinking } from './queries.ts';

/** What people have written is not changed: their links lead to the archived entry, and that to its successor. */
export const usesInThreads: EntryUses = {
  kind: 'thread',
  of: async (reader, entryId, most) =>
    (await threadsLinking(reader, entryId)).slice(0, most).map(({ id, title }) => ({ id, title, may: ['keep'] })),
};
