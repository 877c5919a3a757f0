import type { exported } from '@hearth/shared/held/exported';
import type { z } from 'zod';
import type { PersonalData } from '../../personal-data/declaration.ts';
import { dropFiles } from '../files/access.ts';
import { closeItem } from '../review/access.ts';
import { deletePause, findPause } from './gate-store.ts';
import { filesIn, subjectOfHeld } from './input.ts';
import { presentHeld } from './present.ts';
import { deleteHeldBy, readHeldBy } from './store.ts';

/** More than anybody has. */
const ALL = 100_000;

/** Whose a print is cannot be told from it; it goes after a day. */
export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['Held', 'Gates', 'Flood', 'Pause', 'Print'],
  streams: [],
  async export({ services, actor }) {
    const [held, pause] = [await readHeldBy(actor.id, ALL), await findPause(actor.id)];
    return { held: await presentHeld({ services, actor }, held), isPaused: pause?.isOn ?? false };
  },
  async erase(services, { personId }) {
    for (const record of await readHeldBy(personId, ALL)) {
      await dropFiles(services, subjectOfHeld(record._id), filesIn(record));
      await closeItem(services, { key: record._id, kind: 'hold' });
    }
    const had = [await deletePause(personId), await deleteHeldBy(personId)];
    return had.includes(true);
  },
};
