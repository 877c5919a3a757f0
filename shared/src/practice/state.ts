import type { PracticeChange } from './events.ts';

/** Which one is shown. */
export interface PracticeState {
  readonly rev: number;
}

/** The one place where an event becomes state. */
export function applyPracticeChange(state: PracticeState, { rev }: PracticeChange): PracticeState {
  return rev > state.rev ? { rev } : state;
}
