import { z } from 'zod';
import { personId } from '../kernel/ids.ts';
import { stream } from '../kernel/stream.ts';

/**
 * Something of one's own as it is now: a vote, how far one has read a thread. `kind` belongs to a feature, `key` says of
 * what it is; the last value of a kind and key counts.
 */
const ownValue = z.strictObject({ kind: z.string().max(40), key: z.string().max(200), value: z.json() });
export type OwnValue = z.infer<typeof ownValue>;

const ownChanged = z.strictObject({
  type: z.literal('own.changed'),
  rev: z.int().positive(),
  values: z.array(ownValue),
});
export type OwnChange = z.infer<typeof ownChanged>;

/** What concerns one person alone. Nobody else may watch it, staff included. */
export const personStream = stream('person', { id: personId, change: ownChanged, audiences: ['self'] });

const waitingChanged = z.strictObject({
  type: z.literal('waiting.changed'),
  rev: z.int().positive(),
  /** How many people wait for somebody's welcome. Who they are is asked for. */
  waiting: z.int().nonnegative(),
});
export type WaitingChange = z.infer<typeof waitingChanged>;

/** There is one way into the network. */
export const WELCOME = 'network';

/** Who wants to join: for staff. */
export const welcomeStream = stream('welcome', {
  id: z.literal(WELCOME),
  change: waitingChanged,
  audiences: ['staff'],
});
