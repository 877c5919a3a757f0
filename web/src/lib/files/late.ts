import type { LivePage } from '../live/live.svelte.ts';
import { loadLate } from '../live/load-late.ts';

/** Loaded once the page stands: reading and writing wait for nothing that pictures and files need. */
export async function attachField(live: LivePage) {
  await live.connected();
  return (await loadLate(() => import('./AttachField.svelte'))).default;
}

export type AttachField = Awaited<ReturnType<typeof attachField>>;

/** Where pictures alone may stand. */
export async function pictureField(live: LivePage) {
  await live.connected();
  return (await loadLate(() => import('./PictureField.svelte'))).default;
}

export type PictureField = Awaited<ReturnType<typeof pictureField>>;
