import { isStaff } from '@hearth/shared/kernel/access';
import type { AudienceOf } from '@hearth/shared/kernel/stream';
import type { EntryAudience } from '@hearth/shared/library/entity';
import { libraryStream } from '@hearth/shared/library/events';
import type { Reader } from '../../request/context.ts';
import { commit } from '../../streams/commit.ts';
import { idOf, type StreamDefinition } from '../../streams/definition.ts';
import { react } from '../reaction.ts';
import { advanceList, findList, type ListRecord } from './store.ts';
import { entries } from './stream.ts';

export const LIST = 'all';

/** That something for these readers has come, gone or changed. */
export interface ListData {
  readonly readers: EntryAudience;
}

type Audience = AudienceOf<typeof libraryStream>;

/** What each of them is told of. */
const told: Readonly<Record<Audience, readonly EntryAudience[]>> = {
  public: ['everyone'],
  members: ['everyone', 'members'],
  curators: ['everyone', 'members', 'groups'],
};

const NOTHING: ListRecord['told'] = { everyone: 0, members: 0, groups: 0 };

export const list: StreamDefinition<ListRecord, ListData, typeof libraryStream> = {
  contract: libraryStream,
  findAggregate: findList,
  evolve: (before, _id, { seq, mark, data }) => ({
    ...{ _id, seq, mark },
    told: { ...(before?.told ?? NOTHING), [data.readers]: seq },
  }),

  async project(id, events) {
    let after = await findList(id);
    for (const event of events) if (event.seq > (after?.seq ?? 0)) after = list.evolve(after, id, event);
    if (after) await advanceList(after);
  },

  subjectsOf: ({ readers }) => [readers],
  present: (_id, { seq, data: { readers } }, audience, shows) =>
    shows(readers) && told[audience].includes(readers) ? { type: 'library.changed', rev: seq } : null,
};

export async function listAudience({ actor }: Pick<Reader, 'actor'>): Promise<Audience> {
  if (isStaff(actor)) return 'curators';
  return actor.kind === 'person' ? 'members' : 'public';
}

/** The last event that somebody was told of. */
export async function revOf(reader: Pick<Reader, 'actor'>, { told: last }: Pick<ListRecord, 'told'>): Promise<number> {
  return Math.max(...told[await listAudience(reader)].map((one) => last[one]));
}

/** Brings what happens to published entries to whoever has the list open. */
export const libraryNews = react({
  to: entries,
  name: 'library-list',
  async handle({ streams }, events) {
    for (const { stream, seq, data } of events) {
      const readers = data.lists;
      if (!readers) continue;
      const cause = { commandId: `library/${idOf(stream)}/${seq}`, issuer: 'system' };
      await commit(streams, list, LIST, cause, () => ({ readers }));
    }
  },
});
