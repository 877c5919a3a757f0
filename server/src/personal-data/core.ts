import { forgetJobs } from '../jobs/store.ts';
import { forgetEntriesOf } from '../streams/tally-store.ts';
import type { PersonalData } from './declaration.ts';

/**
 * What is kept below the features. Who reads an entry of a tally exports it; the event log is cleaned by what each stream's
 * feature declares; the rest says nothing about anybody.
 */
export const core: PersonalData = {
  collections: ['Event', 'Job', 'Lease', 'Mark', 'Migration', 'Reaction', 'Tally'],
  streams: [],
  export: async () => ({}),
  async erase(_services, { personId }) {
    const had = [await forgetEntriesOf(personId), await forgetJobs(personId)];
    return had.includes(true);
  },
};
