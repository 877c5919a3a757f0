import { outgoing } from '@hearth/shared/outgoing';
import type { CommandName } from '@hearth/shared/contract';
import type { Result } from '@hearth/shared/kernel/errors';
import type { OutgoingCommand } from '../api/sender.ts';
import { forgetDraft, hasWords, joinWords, readDraft, takeUpDraft, writeDraft } from '../text/drafts.ts';
import { isStillOurs } from './device.ts';

/** A message's words, and where on the device they wait for an answer. */
export interface Draft {
  readonly place: string;
  readonly words: string;
  /** Choices that were made with the words, by their names in the draft. */
  readonly chosen: readonly string[];
}

/** Where the words of such a command to the thing with this id wait, and the choices that go with them. */
export function emptyDraft(name: CommandName, id: string): { place: string; choices: readonly string[] } {
  const { draft } = outgoing[name] ?? {};
  return { place: `${draft?.place}:${id}`, choices: Object.keys(draft?.choices ?? {}) };
}

/** The draft of a command; null where it has none, or somebody has tampered with it on the device. */
export function draftOf({ name, input }: Pick<OutgoingCommand, 'name' | 'input'>): Draft | null {
  const { order, draft } = outgoing[name] ?? {};
  const fields: Readonly<Record<string, unknown>> = Object(input);
  const words = draft && fields[draft.words];
  if (!order || typeof words !== 'string') return null;
  const choices = Object.entries(draft?.choices ?? {});
  const chosen = choices.flatMap(([choice, field]) => (fields[field] === false ? [] : choice));
  return { place: `${draft?.place}:${String(fields[order])}`, words, chosen };
}

/**
 * Words from before a reload have their answer, whatever page is open by now: the draft lets them go, or gets them back
 * where they were refused and something else has been begun since.
 */
export function settleDraft(command: OutgoingCommand, result: Result<unknown>): void {
  const draft = draftOf(command);
  if (!draft) return;
  if (!result.ok) restoreDraft(draft);
  else forgetDraft(draft.place, draft.words);
}

/** Puts refused words back, in front of what was begun since. What was to have no name still has none then. */
export function restoreDraft({ place, words, chosen }: Draft): void {
  if (!isStillOurs()) return;
  takeUpDraft(place);
  const since = readDraft(place);
  if (hasWords(since, words)) return;
  forgetDraft(place, words);
  writeDraft(place, joinWords(words, since));
  for (const choice of chosen) writeDraft(`${place}:${choice}`, 'yes');
}
