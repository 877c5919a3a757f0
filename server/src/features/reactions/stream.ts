import type { ReactionCounts } from '@hearth/shared/reactions/entity';
import { reactionStream } from '@hearth/shared/reactions/events';
import type { TrialCounts } from '@hearth/shared/trials/entity';
import type { StreamDefinition } from '../../streams/definition.ts';
import { advanceTelling, findTelling, putCounts, putTried, type TellingRecord } from './store.ts';

interface Told<Counts> {
  readonly no: number;
  readonly counts: Counts;
}

/** What is counted below posts: what people say of them, and at how many schools they were tried. */
export interface ReactionsData {
  readonly posts: readonly Told<ReactionCounts>[];
  /** Those of the posts for which more people say thanks than before, here or where they came from; events from before this was stored do not say. */
  readonly thanked?: readonly number[];
  readonly tried?: readonly Told<TrialCounts>[];
}

export const reactions: StreamDefinition<TellingRecord, ReactionsData, typeof reactionStream> = {
  contract: reactionStream,
  findAggregate: findTelling,
  evolve: (_before, _id, { seq, mark }) => ({ _id, seq, mark }),

  async project(id, events) {
    for (const { seq, data } of events) {
      const said = data.posts.map((post) => putCounts({ ...post, threadId: id, rev: seq }));
      const tried = data.tried?.map(({ no, counts }) => putTried({ threadId: id, no, tried: counts, triedRev: seq }));
      await Promise.all([...said, ...(tried ?? [])]);
    }
    const last = events.at(-1);
    if (last) await advanceTelling(reactions.evolve(null, id, last));
  },

  subjectsOf: ({ posts, tried = [] }) => [...posts.map(subjectOf), ...tried.map(subjectOfTried)],

  present(_id, { seq, data }, _audience, shows) {
    const posts = data.posts.filter((post) => shows(subjectOf(post)));
    const tried = (data.tried ?? []).filter((post) => shows(subjectOfTried(post)));
    if (posts.length === 0 && tried.length === 0) return null;
    return { type: 'reactions.changed', rev: seq, posts, ...(tried.length > 0 && { tried }) };
  },
};

function subjectOf({ no }: Told<unknown>): string {
  return `post ${no}`;
}

function subjectOfTried({ no }: Told<unknown>): string {
  return `tried ${no}`;
}
