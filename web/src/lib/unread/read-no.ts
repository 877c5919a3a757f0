import { OWN_READ, readMarkOf } from '@hearth/shared/threads/own';
import type { LiveOwn } from '../accounts/live-own.svelte.ts';

/** How far one has read a thread: as the page was rendered with, and as was done since here or elsewhere. */
export function readNoOf(own: LiveOwn, threadId: string, shown = 0): number {
  const { turn, no } = readMarkOf(Number(own.newest(OWN_READ, threadId) ?? 0));
  return turn > 0 ? no : Math.max(no, shown);
}
