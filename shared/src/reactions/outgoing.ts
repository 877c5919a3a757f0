import type { OutgoingRulesOf } from '../kernel/outgoing.ts';
import type * as commands from './commands.ts';

export const reactionsOutgoing = {
  'reaction.set': { order: 'threadId', keep: true },
} as const satisfies OutgoingRulesOf<typeof commands>;
