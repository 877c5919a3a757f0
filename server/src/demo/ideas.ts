import { setState, vote } from '../features/ideas/service.ts';
import type { Filling } from './filling.ts';
import { threadIdOfKey } from './moderating.ts';

/** People vote for the demo ideas, and moderators say what becomes of them. */
export async function fillIdeas({ network, as }: Filling): Promise<void> {
  for (const { thread, votes, said } of network.ideas) {
    const threadId = threadIdOfKey(thread);
    for (const by of votes) await vote(as(by, 60, `idea ${thread} ${by}`), { threadId, up: true });
    for (const { by, minutesAgo, state, reason } of said)
      await setState(as(by, minutesAgo, `idea ${thread} ${state}`), { threadId, state, reason });
  }
}
