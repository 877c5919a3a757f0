import { OWN_BELL } from '@hearth/shared/notifications/own';
import { OWN_READ } from '@hearth/shared/threads/own';
import type { LiveOwn } from '../accounts/live-own.svelte.ts';

/** Several things at once are asked for once. */
const SOON_MS = 100;

/**
 * Calls back whenever what concerns oneself may be something else: it rang, or was read, here or elsewhere; or one looks at the
 * page again. What one reads in a thread counts while there is something to be read. Returns how to stop.
 */
export function whenBellMoves(own: LiveOwn, hasNews: () => boolean, look: () => void): () => void {
  let soon: ReturnType<typeof setTimeout> | undefined;
  const now = () => {
    soon = undefined;
    if (document.visibilityState === 'visible') look();
  };
  const lookSoon = () => (soon ??= setTimeout(now, SOON_MS));
  const stops = [own.listen(OWN_BELL, lookSoon), own.listen(OWN_READ, () => hasNews() && lookSoon())];
  document.addEventListener('visibilitychange', lookSoon);
  return () => {
    for (const stop of stops) stop();
    document.removeEventListener('visibilitychange', lookSoon);
    clearTimeout(soon);
  };
}
