import type { FileId } from '../files/entity.ts';
import type { PhotoChange } from './events.ts';

/** Pictures by person; null for who has none. Of whoever is missing nothing is known. */
export type PhotoState = Readonly<Record<string, FileId | null>>;

/** The one place where an event becomes state. */
export function applyPhotoChange(state: PhotoState, { personId, photo }: PhotoChange): PhotoState {
  return state[personId] === photo ? state : { ...state, [personId]: photo };
}
