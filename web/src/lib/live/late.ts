import type { Result } from '@hearth/shared/kernel/errors';
import type { Sending } from '../api/sender.ts';
import { hasWords, joinWords, readDraft, writeDraft } from '../text/drafts.ts';
import { isStillOurs } from './device.ts';

/**
 * What was written before a reload has its answer, on whatever page one is by now: the draft lets the words go, or gets
 * them back where they were refused and something else had been begun meanwhile.
 */
export function settleDraft(sending: Sending, result: Result<unknown>): void {
  const kept = draftOf(sending);
  if (!kept) return;
  if (!result.ok) giveBack(kept);
  else if (readDraft(kept.place) === kept.words) writeDraft(kept.place, '');
}

/** Puts refused words into the draft, in front of what was begun since. What is to have no name still has none then. */
export function giveBack({ place, words, isNameless = false }: Kept): void {
  const draft = readDraft(place);
  if (hasWords(draft, words) || !isStillOurs()) return;
  writeDraft(place, joinWords(words, draft));
  if (isNameless) writeDraft(`${place}:nameless`, 'yes');
}

interface Kept {
  readonly place: string;
  readonly words: string;
  readonly isNameless?: boolean;
}

function draftOf({ name, input }: Sending): Kept | null {
  const { threadId, roomId, text, anonymous } = (input ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof text !== 'string') return null;
  if (name === 'post.reply') return { place: `reply:${String(threadId)}`, words: text };
  return name === 'question.ask'
    ? { place: `ask:${String(roomId)}`, words: text, isNameless: anonymous !== false }
    : null;
}
