import { entryId } from '@hearth/shared/library/entity';
import type { exported } from '@hearth/shared/saved/exported';
import { savedLimits } from '@hearth/shared/saved/limits';
import type { z } from 'zod';
import type { PersonalData } from '../../personal-data/declaration.ts';
import { deleteSaved, readSaved } from './store.ts';

export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['SavedEntry'],
  streams: [],
  async export({ actor }) {
    const own = await readSaved(actor.id, null, savedLimits.each);
    return {
      savedEntries: own.map(({ entryId: id, note, at }) => ({ id: entryId.parse(id), note, at: at.toISOString() })),
    };
  },
  erase: (_services, { personId }) => deleteSaved(personId),
};
