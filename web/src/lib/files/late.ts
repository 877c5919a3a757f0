import type { LivePage } from '../live/live.svelte.ts';
import { loadLate } from '../live/load-late.ts';

/** Loaded once the page stands: reading and writing wait for nothing that pictures need. */
export async function pictureField(live: LivePage) {
  await live.connected();
  return (await loadLate(() => import('./PictureField.svelte'))).default;
}

export type PictureField = Awaited<ReturnType<typeof pictureField>>;
