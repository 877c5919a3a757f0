import { placeOf, type Purpose } from '@hearth/shared/drafts/address';
import { heldError } from '@hearth/shared/held/errors';
import { threadLimits } from '@hearth/shared/threads/limits';
import type { Services } from '../../services.ts';
import { changeDraft, type DraftRecord } from './change.ts';

interface Words {
  readonly title: string;
  readonly text: string;
  readonly inReplyTo: number | null;
}

/** Puts words in front of what somebody is writing at their place; once for each command. Refuses what would be too long together. */
export async function putBack(
  { services, commandId }: { readonly services: Pick<Services, 'clock' | 'use'>; readonly commandId: string },
  personId: string,
  purpose: Purpose,
  words: Words,
): Promise<void> {
  await changeDraft(services, { personId, place: placeOf(purpose) }, (before) => {
    if (before?.by.commandId === commandId) return null;
    return { by: { commandId, turn: 1 }, state: 'kept', ...joined(words, before?.state === 'kept' ? before : null) };
  });
}

function joined({ title, text, inReplyTo }: Words, before: DraftRecord | null): Words {
  const isSame = !before || before.text.trim() === '' || before.text.trim() === text.trim();
  const whole = isSame ? text : `${text}\n\n${before.text}`;
  if (whole.length > threadLimits.post) throw heldError('held-draft-full');
  return { title: before?.title.trim() ? before.title : title, text: whole, inReplyTo: before?.inReplyTo ?? inReplyTo };
}
