import type { exported } from '@hearth/shared/sanctions/exported';
import type { z } from 'zod';
import type { PersonalData } from '../../personal-data/declaration.ts';
import { withoutPerson } from '../../personal-data/without-person.ts';
import { presentSanctions } from './present.ts';
import { deleteStanding, findStanding, putStanding, readNaming } from './store.ts';

const AT_ONCE = 100;

/** What was decided about somebody goes with them; what they decided about others stays, without their name. */
export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['Standing'],
  streams: [],

  async export({ services, actor }) {
    const record = await findStanding(actor.id);
    return {
      sanctions: await presentSanctions(record, services.clock.now()),
      moderatorsNotes: (record?.notes ?? []).map(({ at, words, byRole }) => ({ at: at.toISOString(), words, byRole })),
    };
  },

  async erase(_services, { personId }) {
    const hadOwn = await deleteStanding(personId);
    const naming = await readNaming(personId, AT_ONCE);
    for (const record of naming) {
      const { sanctions, notes, names } = record;
      const left = {
        // One at a time, so that nothing of the lists goes with a name.
        sanctions: sanctions.map((one) => withoutPerson(one, personId)),
        notes: notes.map((one) => withoutPerson(one, personId)),
        names: names.filter((id) => id !== personId),
      };
      await putStanding({ ...record, ...left, rev: record.rev + 1 });
    }
    return hadOwn || naming.length > 0;
  },
};
