import type { OutgoingRulesOf } from '../kernel/outgoing.ts';
import type * as commands from './commands.ts';

export const unreadOutgoing = {
  // After what was read there before.
  'unread.from': { order: 'threadId', keep: true },
} as const satisfies OutgoingRulesOf<typeof commands>;
