import type { OutgoingRulesOf } from '../kernel/outgoing.ts';
import type * as commands from './commands.ts';

export const pollsOutgoing = {
  'poll.vote': { order: 'pollId', keep: true },
} as const satisfies OutgoingRulesOf<typeof commands>;
