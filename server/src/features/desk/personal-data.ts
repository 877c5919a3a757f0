import { ALL } from '@hearth/shared/desk/kinds';
import type { exported } from '@hearth/shared/desk/exported';
import type { z } from 'zod';
import { namesNobody, type PersonalData } from '../../personal-data/declaration.ts';
import { commit } from '../../streams/commit.ts';
import { withdraw } from './from-review.ts';
import { deleteEntries, readAbout, readEntriesOf, unnameEntries } from './store.ts';
import { desks } from './stream.ts';
import { presentView } from './views.ts';
import { deleteViews, readViews } from './view-store.ts';

/** Events hold the ids of entries alone, which are keyed hashes: they name nobody. */
export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['DeskEntry', 'Desk', 'DeskView'],
  streams: [namesNobody(desks)],

  async export({ actor }) {
    const [entries, views] = await Promise.all([readEntriesOf(actor.id), readViews(actor.id)]);
    return {
      deskEntries: entries.map(({ kind, at }) => ({ kind, at: at.toISOString() })),
      deskViews: views.map(presentView),
    };
  },

  /** What tells of nothing but the person goes; of what they did, the name. */
  async erase({ streams }, leaving) {
    const { personId } = leaving;
    const own = await readEntriesOf(personId);
    const alone = own.filter((one) => !one.threadId && !one.roomId && one.about === null).map(({ _id }) => _id);
    await deleteEntries(alone);
    if (alone.length > 0) {
      const gone = { ids: [], gone: alone };
      await commit(streams, desks, ALL, leaving.causeOf(`desk ${alone[0]}`), () => gone);
    }
    const about = await readAbout({ about: personId });
    if (about.length > 0) await withdraw({ streams }, about);
    const had = [about.length > 0, await unnameEntries(personId), await deleteViews(personId), alone.length > 0];
    return had.includes(true);
  },
};
