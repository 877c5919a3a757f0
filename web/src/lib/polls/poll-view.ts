import type { Poll, PollId } from '@hearth/shared/polls/entity';
import type { PollChange } from '@hearth/shared/polls/events';
import { applyPollChange } from '@hearth/shared/polls/state';
import type { View } from '../live/follower.ts';
import { valueOf } from '../live/refused.ts';
import type { Ask, Loaded, Start } from '../live/views.ts';

export function pollStart({ poll, position }: Loaded<'poll.get'>): Start<Poll> {
  return { state: poll, position };
}

export function pollView(pollId: PollId, ask: Ask): View<Poll, PollChange> {
  return {
    stream: `poll:${pollId}`,
    apply: applyPollChange,
    resync: async () => pollStart(valueOf(await ask('poll.get', { pollId }))),
  };
}
