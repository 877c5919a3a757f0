import type { IdeaState } from './entity.ts';

/** Whether one can still vote: what is done, or not planned, needs no votes. */
export function isDecided(state: IdeaState | null | undefined): boolean {
  return state === 'done' || state === 'declined';
}
