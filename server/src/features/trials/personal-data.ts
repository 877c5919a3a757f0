import { threadId } from '@hearth/shared/threads/entity';
import type { exported } from '@hearth/shared/trials/exported';
import type { z } from 'zod';
import { type PersonalData } from '../../personal-data/declaration.ts';
import { findPost } from '../threads/access.ts';
import { read, written } from './report.ts';
import { tried } from './tried.ts';

/** Reports stand in the tally alone, and their numbers with those of reactions. */
export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: [],
  streams: [],

  async export({ actor }) {
    const own = await tried.readAllOf(actor.id);
    return {
      trials: own.flatMap(({ streamId, subject, value }) => {
        if (value === null) return [];
        const { by, ...said } = read(value);
        return [{ threadId: threadId.parse(streamId), no: Number(subject), ...said, school: by?.school ?? '' }];
      }),
    };
  },

  /** Name and school go; the report stays counted, unless its words are to go too. Whose entry it was is forgotten with all tallies. */
  async erase(services, { personId, words }) {
    let had = false;
    for (const { streamId, subject, value } of await tried.readAllOf(personId)) {
      if (value === null) continue;
      const said = read(value);
      const stays = words === 'keep' && !(await findPost(streamId, Number(subject)))?.deletedAt;
      if (stays && !said.by) continue;
      const put = { streamId, subject, personId, value: stays ? written({ ...said, by: null }) : null };
      await tried.put(services, put);
      had = true;
    }
    return had;
  },
};
