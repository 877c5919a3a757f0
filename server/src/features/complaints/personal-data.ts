import type { exported } from '@hearth/shared/complaints/exported';
import { entryId } from '@hearth/shared/library/entity';
import type { z } from 'zod';
import type { PersonalData } from '../../personal-data/declaration.ts';
import { forgetDecider, forgetMaker, readMadeBy } from './store.ts';

export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['LibraryComplaint'],
  streams: [],

  async export({ actor }) {
    const made = await readMadeBy(actor.id);
    return {
      libraryComplaints: made.map(({ entryId: about, reason, words, contact, at }) => ({
        ...{ entryId: entryId.parse(about), reason, words, contact },
        at: at.toISOString(),
      })),
    };
  },

  async erase(_services, { personId, words }) {
    return (await forgetMaker(personId, words)) + (await forgetDecider(personId)) > 0;
  },
};
