import type { exported } from '@hearth/shared/entry-counts/exported';
import { entryId } from '@hearth/shared/library/entity';
import type { z } from 'zod';
import { namesNobody, type PersonalData } from '../../personal-data/declaration.ts';
import { entryCounts } from './stream.ts';
import { thanks } from './thanks.ts';

/** The counts name nobody; who said thanks stands in the tally alone, and who opened what nowhere. */
export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['EntryCounts', 'EntryVisits'],
  streams: [namesNobody(entryCounts)],

  async export({ actor }) {
    const own = await thanks.readAllOf(actor.id);
    return {
      entryThanks: own.map(({ streamId, value, at }) => ({
        id: entryId.parse(streamId),
        thanks: value !== null,
        at: at.toISOString(),
      })),
    };
  },

  /** It was said by name: it goes with whoever said it, and the count goes down. */
  async erase(services, { personId }) {
    const standing = (await thanks.readAllOf(personId)).filter(({ value }) => value !== null);
    for (const { streamId, subject } of standing)
      await thanks.put(services, { streamId, subject, personId, value: null });
    return standing.length > 0;
  },
};
