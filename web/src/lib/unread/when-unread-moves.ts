import { OWN_LEVEL, OWN_MUTED } from '@hearth/shared/follows/own';
import { OWN_READ } from '@hearth/shared/threads/own';
import type { LiveOwn } from '../accounts/live-own.svelte.ts';

/** After something was read, followed or muted here or elsewhere; several at once. */
const SOON_MS = 250;
/** While somebody looks: what others write is asked for. */
const EVERY_MS = 15_000;

/** Calls back whenever what is unread may be something else. Returns how to stop. */
export function whenUnreadMoves(own: LiveOwn, look: () => void): () => void {
  let soon: ReturnType<typeof setTimeout> | undefined;
  const lookSoon = () => (soon ??= setTimeout(now, SOON_MS));
  const now = () => {
    soon = undefined;
    if (document.visibilityState === 'visible') look();
  };
  const stops = [OWN_READ, OWN_LEVEL, OWN_MUTED].map((kind) => own.listen(kind, lookSoon));
  document.addEventListener('visibilitychange', lookSoon);
  const timer = setInterval(now, EVERY_MS);
  return () => {
    for (const stop of stops) stop();
    document.removeEventListener('visibilitychange', lookSoon);
    clearInterval(timer);
    clearTimeout(soon);
  };
}
