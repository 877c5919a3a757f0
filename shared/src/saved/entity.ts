import { hexId } from '../kernel/ids.ts';

/** A list that somebody has made beside everything they have saved. */
export const savedListId = hexId.brand('SavedListId');
