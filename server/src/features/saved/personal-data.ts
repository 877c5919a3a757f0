import { entryId } from '@hearth/shared/library/entity';
import type { exported } from '@hearth/shared/saved/exported';
import { savedLimits } from '@hearth/shared/saved/limits';
import type { z } from 'zod';
import type { PersonalData } from '../../personal-data/declaration.ts';
import { listsOf, placesIn } from './own-lists.ts';
import { deleteSaved, readSaved } from './store.ts';

export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['SavedEntry', 'SavedList'],
  streams: [],
  async export({ actor }) {
    const [own, lists] = await Promise.all([
      readSaved({ personId: actor.id }, null, savedLimits.each),
      listsOf(actor.id),
    ]);
    return {
      savedEntries: own.map((one) => ({
        ...{ id: entryId.parse(one.entryId), note: one.note, at: one.at.toISOString() },
        lists: placesIn(one, lists),
      })),
      savedLists: lists.map(({ id, name, at }) => ({ id, name, at: at.toISOString() })),
    };
  },
  erase: (_services, { personId }) => deleteSaved(personId),
};
