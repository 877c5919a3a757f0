import { importId } from '@hearth/shared/imports/entity';
import type { exported } from '@hearth/shared/imports/exported';
import type { z } from 'zod';
import type { PersonalData } from '../../personal-data/declaration.ts';
import { forgetImporter, readImportsOf } from './store.ts';

export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['LibraryImport', 'LibraryImportRow'],
  streams: [],

  async export({ actor }) {
    const own = await readImportsOf(actor.id);
    return {
      libraryImports: own.map(({ _id, name, state, at }) => ({
        ...{ id: importId.parse(_id), name, state },
        at: at.toISOString(),
      })),
    };
  },

  async erase(_services, { personId }) {
    return (await forgetImporter(personId)) > 0;
  },
};
