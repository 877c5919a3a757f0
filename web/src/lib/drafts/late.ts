import type { LivePage } from '../live/live.svelte.ts';
import { loadLate } from '../live/load-late.ts';

/** Loaded once the page stands: what is written until then is on the device. */
export async function draftOnServer(live: LivePage) {
  await live.connected();
  return (await loadLate(() => import('./DraftOnServer.svelte'))).default;
}

export type DraftOnServer = Awaited<ReturnType<typeof draftOnServer>>;
