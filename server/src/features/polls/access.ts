import type { Services } from '../../services.ts';
import { commit } from '../../streams/commit.ts';
import { BALLOT, ballots, fieldsOf } from './ballots.ts';
import { polls } from './stream.ts';

/** What other features may use of this one: nobody knows any more what a poll asked, and who chose what. Repeatable. */
export async function forgetPoll(services: Pick<Services, 'clock' | 'use' | 'streams'>, pollId: string): Promise<void> {
  const cause = { commandId: `forget/${pollId}`, issuer: 'system' };
  await commit(services.streams, polls, pollId, cause, (poll) =>
    poll?.words
      ? { ...fieldsOf(poll), words: { question: '…', options: poll.counts.map(() => '…'), authorId: null } }
      : null,
  );
  await ballots.clear(services, { streamId: pollId, subject: BALLOT });
}
