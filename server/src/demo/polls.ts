import { pollId as pollIdRule, type PollDraft } from '@hearth/shared/polls/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import { vote } from '../features/polls/service.ts';
import { findPost } from '../features/threads/access.ts';
import type { Filling } from './filling.ts';
import type { DemoNetwork } from './network.ts';

const DAY_MS = 24 * 3_600_000;

/** The poll of a post, if it has one. */
export function pollBelow({ polls }: DemoNetwork, thread: string, no: number): { poll?: PollDraft } {
  const found = polls.find((one) => one.thread === thread && one.no === no);
  if (!found) return {};
  const { asks, closesInDays } = found;
  const closesAt = closesInDays === null ? null : new Date(Date.now() + closesInDays * DAY_MS).toISOString();
  return { poll: { ...asks, closesAt } };
}

/** People vote once all of the thread is there. */
export async function fillVotes(
  { network, as }: Pick<Filling, 'network' | 'as'>,
  { key, posts }: DemoNetwork['threads'][number],
  threadId: ThreadId,
): Promise<void> {
  for (const { no, votes } of network.polls.filter(({ thread }) => thread === key)) {
    const pollId = (await findPost(threadId, no))?.poll?.id;
    if (!pollId) continue;
    for (const [person, choices] of Object.entries(votes)) {
      const context = as(person, posts.at(-1)?.minutesAgo ?? 0, `thread ${key} vote ${no} ${person}`);
      await vote(context, { pollId: pollIdRule.parse(pollId), edition: 0, choices });
    }
  }
}
