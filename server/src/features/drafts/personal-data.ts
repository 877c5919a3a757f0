import type { exported } from '@hearth/shared/drafts/exported';
import type { z } from 'zod';
import type { PersonalData } from '../../personal-data/declaration.ts';
import { presentDraft } from './present.ts';
import { deleteDrafts, readDrafts } from './store.ts';

export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['Draft'],
  streams: [],
  async export({ actor }) {
    const records = await readDrafts(actor.id);
    return { drafts: records.flatMap((record) => presentDraft(record) ?? []) };
  },
  erase: (_services, { personId }) => deleteDrafts(personId),
};
