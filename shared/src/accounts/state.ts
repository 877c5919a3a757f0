import type { AccountChange } from './events.ts';

/** The number of the last change of one's account that a page knows of. */
export interface AccountState {
  readonly rev: number;
}

/** The one place where an event becomes state. What is older than what is held is dropped, so that events may repeat. */
export function applyAccountChange(state: AccountState, { rev }: AccountChange): AccountState {
  return rev > state.rev ? { rev } : state;
}
