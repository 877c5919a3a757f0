import type { FileId } from '@hearth/shared/files/entity';
import type { Chosen } from '../files/chosen.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';

const PAUSE_MS = 1_000;
/** Longer than a server with much to do takes; the page of the entry says it afterwards. */
const TRIES = 60;

/** Brings to an upload that has arrived what could be mended in it, once the server has looked; it is used meanwhile. */
export function followHints(live: LivePage, chosen: Chosen, fileId: string): () => void {
  let isOver = false;
  const follow = async () => {
    for (let tries = 0; tries < TRIES && !isOver; tries++) {
      // The id that the server gave it, which the draft on this device keeps as text.
      const answer = await live.ask('file.get', { fileId: fileId as FileId }).catch(() => null);
      if (answer?.ok) chosen.hints = answer.value.hints;
      // Somebody else's, which a curator mends, says nothing of itself here.
      if (answer && !(answer.ok && answer.value.isLooking)) return;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  };
  void follow();
  return () => (isOver = true);
}
