import { entryId } from '@hearth/shared/library/entity';
import { savedListId } from '@hearth/shared/saved/entity';
import type { exported } from '@hearth/shared/saved/exported';
import { savedLimits } from '@hearth/shared/saved/limits';
import type { z } from 'zod';
import type { PersonalData } from '../../personal-data/declaration.ts';
import { listsOf, placesIn } from './own-lists.ts';
import { deleteReportsOf, deleteSaved, forgetReporter, readLists, readReportsBy, readSaved } from './store.ts';

export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['SavedEntry', 'SavedList', 'SavedListReport'],
  streams: [],
  async export({ actor }) {
    const [own, lists, reports] = await Promise.all([
      readSaved({ personId: actor.id }, null, savedLimits.each),
      listsOf(actor.id),
      readReportsBy(actor.id),
    ]);
    return {
      savedEntries: own.map((one) => ({
        ...{ id: entryId.parse(one.entryId), note: one.note, at: one.at.toISOString() },
        lists: placesIn(one, lists),
      })),
      savedLists: lists.map(({ id, name, at, share, stopped }) => ({
        ...{ id, name, at: at.toISOString() },
        share: share ? { with: share.with, title: share.title, intro: share.intro } : null,
        stopped: stopped ? { reply: stopped.reply, at: stopped.at.toISOString() } : null,
      })),
      savedListReports: reports.map(({ listId, words, at }) => ({
        ...{ listId: savedListId.parse(listId), words, at: at.toISOString() },
      })),
    };
  },
  async erase(_services, { personId, words }) {
    const reported = await deleteReportsOf((await readLists(personId)).map(({ _id }) => _id));
    const forgotten = await forgetReporter(personId, words);
    return (await deleteSaved(personId)) || reported + forgotten > 0;
  },
};
