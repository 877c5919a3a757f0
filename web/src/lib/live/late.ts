import type { Result } from '@hearth/shared/errors';
import type { Sending } from '../api/sender.ts';
import { readDraft, writeDraft } from '../text/drafts.ts';

/**
 * What was written before a reload has its answer, on whatever page one is by now: the draft lets the words go, or gets
 * them back where they were refused and something else had been begun meanwhile.
 */
export function settleDraft(sending: Sending, result: Result<unknown>): void {
  const kept = draftOf(sending);
  if (!kept) return;
  const { place, words, isNameless } = kept;
  const draft = readDraft(place);
  if (result.ok && draft === words) writeDraft(place, '');
  if (result.ok || draft.includes(words)) return;
  writeDraft(place, [words, draft].filter(Boolean).join('\n\n'));
  if (isNameless) writeDraft(`${place}:nameless`, 'yes');
}

interface Kept {
  readonly place: string;
  readonly words: string;
  readonly isNameless: boolean;
}

function draftOf({ name, input }: Sending): Kept | null {
  const { threadId, roomId, text, anonymous } = (input ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof text !== 'string') return null;
  if (name === 'post.reply') return { place: `reply:${String(threadId)}`, words: text, isNameless: false };
  return name === 'question.ask'
    ? { place: `ask:${String(roomId)}`, words: text, isNameless: anonymous !== false }
    : null;
}
