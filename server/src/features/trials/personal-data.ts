import { entryId } from '@hearth/shared/library/entity';
import { threadId } from '@hearth/shared/threads/entity';
import type { exported } from '@hearth/shared/trials/exported';
import type { z } from 'zod';
import { type PersonalData } from '../../personal-data/declaration.ts';
import type { Tally } from '../../streams/tally.ts';
import { findPost } from '../threads/access.ts';
import { read, written } from './report.ts';
import { tried } from './tried.ts';
import { triedEntries } from './tried-entries.ts';

/** Reports stand in the tallies alone, and their numbers with those of reactions and of entries. */
export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: [],
  streams: [],

  async export({ actor }) {
    const [ofPosts, ofEntries] = await Promise.all([saidBy(tried, actor.id), saidBy(triedEntries, actor.id)]);
    return {
      trials: ofPosts.map(({ streamId, subject, said }) => ({
        ...{ threadId: threadId.parse(streamId), no: Number(subject) },
        ...said,
      })),
      entryTrials: ofEntries.map(({ streamId, said }) => ({ entryId: entryId.parse(streamId), ...said })),
    };
  },

  /** Name and school go; the report stays counted, unless its words are to go too. Whose entry it was is forgotten with all tallies. */
  async erase(services, { personId, words }) {
    let had = false;
    for (const [tally, isThere] of [[tried, stands] as const, [triedEntries, async () => true] as const])
      for (const { streamId, subject, value } of await tally.readAllOf(personId)) {
        if (value === null) continue;
        const said = read(value);
        const stays = words === 'keep' && (await isThere({ streamId, subject }));
        if (stays && !said.by) continue;
        const put = { streamId, subject, personId, value: stays ? written({ ...said, by: null }) : null };
        await tally.put(services, put);
        had = true;
      }
    return had;
  },
};

async function stands({ streamId, subject }: { readonly streamId: string; readonly subject: string }) {
  return !(await findPost(streamId, Number(subject)))?.deletedAt;
}

async function saidBy(tally: Tally<string>, personId: string) {
  return (await tally.readAllOf(personId)).flatMap(({ streamId, subject, value }) => {
    if (value === null) return [];
    const { by, ...said } = read(value);
    return [{ streamId, subject, said: { ...said, school: by?.school ?? '' } }];
  });
}
