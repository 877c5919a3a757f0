import { z } from 'zod';
import { personId } from '../kernel/ids.ts';
import { stream } from '../kernel/stream.ts';

const accountChanged = z.strictObject({
  type: z.literal('account.changed'),
  rev: z.int().positive(),
});
export type AccountChange = z.infer<typeof accountChanged>;

/** Somebody's joining, welcome and roles. Nobody else may watch it, staff included; who one is now is asked for. */
export const personStream = stream('person', { id: personId, change: accountChanged, audiences: ['self'] });

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
