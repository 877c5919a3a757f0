import type { OutgoingRulesOf } from '../kernel/outgoing.ts';
import type * as commands from './commands.ts';

const inRoom = { order: 'roomId', keep: true } as const;
/**
 * What steers live office hours is meant for this moment: hours later it would open, or end, a room that others have run
 * in the meantime. Questions and votes are meant for whenever they arrive.
 */
const momentary = { ...inRoom, expiresMs: 60_000 } as const;

export const roomsOutgoing = {
  'room.open': momentary,
  'room.end': momentary,
  'room.add-host': inRoom,
  'room.remove-host': inRoom,
  'question.ask': { ...inRoom, draft: { place: 'ask', words: 'text', choices: { nameless: 'anonymous' } } },
  'question.withdraw': inRoom,
  'question.vote': inRoom,
  'question.answer-now': momentary,
  'question.answered': momentary,
  'question.dismiss': momentary,
  'question.reopen': momentary,
} as const satisfies OutgoingRulesOf<typeof commands>;
