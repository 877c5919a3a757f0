import type { exported } from '@hearth/shared/scheduled/exported';
import type { z } from 'zod';
import type { PersonalData } from '../../personal-data/declaration.ts';
import { readableBoards } from '../boards/access.ts';
import { presentScheduled } from './present.ts';
import { deleteScheduled, readScheduled } from './store.ts';

export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['Scheduled'],
  streams: [],
  async export({ services, actor }) {
    const [records, boards] = await Promise.all([readScheduled(actor.id), readableBoards({ services, actor })]);
    return { scheduled: records.map((record) => presentScheduled(record, boards)) };
  },
  // Without a record the job that would let it appear finds nothing.
  erase: (_services, { personId }) => deleteScheduled(personId),
};
