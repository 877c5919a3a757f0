import type { OutgoingRulesOf } from '../kernel/outgoing.ts';
import type * as commands from './commands.ts';

const inThread = { order: 'threadId', keep: true } as const;

export const threadsOutgoing = {
  'thread.start': { order: 'boardId', keep: true },
  'post.reply': { ...inThread, draft: { place: 'reply', words: 'text', choices: { unnamed: 'unnamed' } } },
  'post.edit': inThread,
  'post.delete': inThread,
  'post.restore': inThread,
  'answer.accept': inThread,
  'answer.take-back': inThread,
  'thread.mark-read': inThread,
} as const satisfies OutgoingRulesOf<typeof commands>;
