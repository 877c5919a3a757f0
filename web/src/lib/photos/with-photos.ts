import { photoLimits } from '@hearth/shared/photos/limits';
import type { PhotoState } from '@hearth/shared/photos/state';
import type { ApiClient } from '@hearth/shared/transport';
import { found } from '../api/answers.ts';

/**
 * What a page was loaded with, and the pictures of everybody whose name is in it, and of `others`: found by the `personId`
 * that stands beside each.
 */
export async function withPhotos<Loaded extends object>(
  api: ApiClient,
  loaded: Loaded,
  others: readonly string[] = [],
): Promise<Loaded & { photos: PhotoState }> {
  // Whatever a page was asked before, it asks for the same people in the same order.
  const people = [...new Set([...others, ...peopleIn(loaded)])].sort().slice(0, photoLimits.asked);
  const { photos } = people.length > 0 ? found(await api.query('photo.of', { people })) : { photos: {} };
  return { ...loaded, photos: { ...Object.fromEntries(people.map((id) => [id, null])), ...photos } };
}

function peopleIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, held]) =>
    name === 'personId' && typeof held === 'string' ? [held] : peopleIn(held),
  );
}
