import { tagStream } from '@hearth/shared/tags/events';
import type { StreamDefinition } from '../../streams/definition.ts';
import { presentTag } from './present.ts';
import { advanceList, findList, putTag, type TagListRecord, type TagRecord } from './store.ts';

export type TagFields = Omit<TagRecord, 'rev'>;

/** The tags that the event changed, as they are after it. */
export interface TagData {
  readonly tags: readonly TagFields[];
}

export const tags: StreamDefinition<TagListRecord, TagData, typeof tagStream> = {
  contract: tagStream,
  findAggregate: findList,
  evolve: (_before, _id, { seq, mark }) => ({ _id, seq, mark }),

  async project(id, events) {
    for (const { seq, data } of events) for (const tag of data.tags) await putTag({ ...tag, rev: seq });
    const last = events.at(-1);
    if (last) await advanceList(tags.evolve(null, id, last));
  },

  subjectsOf: (data) => data.tags.map(subjectOf),

  present(_id, { seq, data }, _audience, shows) {
    const shown = data.tags.filter((tag) => shows(subjectOf(tag)));
    return shown.length > 0
      ? { type: 'tags.changed', tags: shown.map((tag) => presentTag({ ...tag, rev: seq })) }
      : null;
  },
};

function subjectOf({ _id }: TagFields): string {
  return `tag ${_id}`;
}
