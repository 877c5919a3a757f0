import type { ReactionCounts } from '@hearth/shared/reactions/entity';
import { reactionStream } from '@hearth/shared/reactions/events';
import type { StreamDefinition } from '../../streams/definition.ts';
import { advanceTelling, findTelling, putCounts, type TellingRecord } from './store.ts';

export interface ReactionsData {
  readonly posts: readonly { readonly no: number; readonly counts: ReactionCounts }[];
}

export const reactions: StreamDefinition<TellingRecord, ReactionsData, typeof reactionStream> = {
  contract: reactionStream,
  findAggregate: findTelling,
  evolve: (_before, _id, { seq, mark }) => ({ _id, seq, mark }),

  async project(id, events) {
    for (const { seq, data } of events)
      await Promise.all(data.posts.map((post) => putCounts({ ...post, threadId: id, rev: seq })));
    const last = events.at(-1);
    if (last) await advanceTelling(reactions.evolve(null, id, last));
  },

  subjectsOf: ({ posts }) => posts.map(subjectOf),

  present(_id, { seq, data }, _audience, shows) {
    const posts = data.posts.filter((post) => shows(subjectOf(post)));
    return posts.length === 0 ? null : { type: 'reactions.changed', rev: seq, posts };
  },
};

function subjectOf({ no }: ReactionsData['posts'][number]): string {
  return `post ${no}`;
}
