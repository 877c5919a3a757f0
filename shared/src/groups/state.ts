import type { Group } from './entity.ts';
import type { GroupChange } from './events.ts';

/** A group as its events tell it. Who is in it is asked for when it has changed. */
export interface GroupState {
  readonly group: Group;
  readonly waiting: number | null;
}

/** The one place where an event becomes state. What is older than what is held is dropped, so that events may repeat. */
export function applyGroupChange<S extends GroupState>(state: S, { rev, group, waiting }: GroupChange): S {
  return rev > state.group.rev ? { ...state, group, waiting } : state;
}
