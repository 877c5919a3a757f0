import type { OutgoingRules } from './kernel/outgoing.ts';
import { pollsOutgoing } from './polls/outgoing.ts';
import { reactionsOutgoing } from './reactions/outgoing.ts';
import { roomsOutgoing } from './rooms/outgoing.ts';
import { threadsOutgoing } from './threads/outgoing.ts';
import { unreadOutgoing } from './unread/outgoing.ts';

/** Every feature's rules for commands without an answer. The part of the contract that browsers load: no schema is in it. */
export const outgoing: OutgoingRules = {
  ...threadsOutgoing,
  ...unreadOutgoing,
  ...roomsOutgoing,
  ...reactionsOutgoing,
  ...pollsOutgoing,
};
