import { z } from 'zod';
import type { Job } from '../../jobs/job.ts';
import type { Services } from '../../services.ts';
import { commit } from '../../streams/commit.ts';
import { idOf } from '../../streams/definition.ts';
import { react } from '../reaction.ts';
import { findPostOfPoll } from '../threads/access.ts';
import { threads } from '../threads/stream.ts';
import { standOf } from './polled.ts';
import { findPoll } from './store.ts';
import { blankLog, polls } from './stream.ts';

const closing = z.object({ pollId: z.string(), closesAt: z.string() });

/**
 * Closes a poll whose time has come, so that everybody sees what came of it. In a post that is deleted it waits: nobody is
 * told anything of it, and it is scheduled again when the post is back.
 */
export const closeDue: Job<z.infer<typeof closing>> = {
  name: 'poll.close-due',
  input: closing,
  attempts: 20,
  atOnce: 4,
  async run({ streams }, { pollId, closesAt }) {
    const post = await findPostOfPoll(pollId);
    const inPost = post?.poll;
    if (!inPost || post.deletedAt) return;
    const cause = { commandId: `close/${pollId}/${closesAt}`, issuer: 'system' };
    await commit(streams, polls, pollId, cause, (poll) => {
      const stand = standOf(poll, inPost);
      return stand.closedAt || stand.closesAt !== closesAt ? null : { ...stand, closedAt: closesAt };
    });
  },
};

/** `turn` makes it another job where the one before found its post deleted. */
async function schedule({ jobs }: Services, pollId: string, closesAt: string | null, turn: string): Promise<void> {
  if (!closesAt) return;
  const key = `${pollId}/${closesAt}/${turn}`;
  await jobs.schedule(closeDue, { key, at: new Date(closesAt), input: { pollId, closesAt } });
}

/** When a poll is written, and when its post is deleted, restored or edited. */
export const scheduleOfPosts = react({
  to: threads,
  name: 'poll-closing',
  async handle(services, events) {
    for (const { seq, data } of events) {
      const { post } = data;
      if (!post?.poll) continue;
      if (post.deletedAt) {
        await blankLog(post.poll.id);
        continue;
      }
      const stand = standOf(await findPoll(post.poll.id), post.poll);
      if (!stand.closedAt) await schedule(services, post.poll.id, stand.closesAt, `post ${seq}`);
    }
  },
});

/** When its author changes when it closes. */
export const scheduleChanged = react({
  to: polls,
  name: 'poll-rescheduling',
  async handle(services, events) {
    for (const { stream, seq, data } of events)
      if (data.words && !data.closedAt) await schedule(services, idOf(stream), data.closesAt, `poll ${seq}`);
  },
});
