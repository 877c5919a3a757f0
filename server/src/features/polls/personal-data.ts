import type { exported } from '@hearth/shared/polls/exported';
import { choicesIn } from '@hearth/shared/polls/own';
import { threadId } from '@hearth/shared/threads/entity';
import type { z } from 'zod';
import { personalStream, type Leaving, type PersonalData } from '../../personal-data/declaration.ts';
import { commit } from '../../streams/commit.ts';
import { findPostOfPoll } from '../threads/access.ts';
import { ballots, fieldsOf } from './ballots.ts';
import { readPollsOf, type PollWords } from './store.ts';
import { polls } from './stream.ts';

/** Ballots stay counted when somebody leaves, and nobody can tell any more whose they were: the tallies see to that. */
export const personalData: PersonalData<z.output<z.ZodObject<typeof exported>>> = {
  collections: ['Poll'],
  streams: [
    personalStream(polls, {
      names: ['words.authorId'],
      async redact(id, leaving) {
        const isRemoved = await areWordsGone(id, leaving);
        return (data) => (isTheirs(data.words, leaving) ? { ...data, words: without(data.words, isRemoved) } : data);
      },
    }),
  ],

  async export({ actor }) {
    const [voted, changed] = await Promise.all([ballots.readAllOf(actor.id), readPollsOf(actor.id)]);
    const pollVotes = voted.map(async ({ streamId, value, at }) => ({
      post: await placeOf(streamId),
      choices: choicesIn(value ?? ''),
      at: at.toISOString(),
    }));
    const changedPolls = changed.map(async ({ _id, words }) => ({
      post: await placeOf(_id),
      question: words?.question ?? '',
      options: [...(words?.options ?? [])],
    }));
    return { pollVotes: await Promise.all(pollVotes), changedPolls: await Promise.all(changedPolls) };
  },

  async erase({ streams }, leaving) {
    const own = await readPollsOf(leaving.personId);
    for (const { _id, seq } of own) {
      const isRemoved = await areWordsGone(_id, leaving);
      await commit(streams, polls, _id, leaving.causeOf(`poll ${_id} ${seq}`), (poll) =>
        poll && isTheirs(poll.words, leaving) ? { ...fieldsOf(poll), words: without(poll.words, isRemoved) } : null,
      );
    }
    return own.length > 0;
  },
};

async function placeOf(pollId: string) {
  const post = await findPostOfPoll(pollId);
  return post && { threadId: threadId.parse(post.threadId), no: post.no };
}

/** The words of a deleted post go whatever is to become of the others. */
async function areWordsGone(pollId: string, { words }: Leaving): Promise<boolean> {
  const post = await findPostOfPoll(pollId);
  return words === 'remove' || !post || post.deletedAt !== null;
}

function isTheirs(words: PollWords | null | undefined, { personId }: Leaving): words is PollWords {
  return words?.authorId === personId;
}

function without({ question, options }: PollWords, isRemoved: boolean): PollWords {
  const words = isRemoved ? { question: '…', options: options.map(() => '…') } : { question, options };
  return { ...words, authorId: null };
}
