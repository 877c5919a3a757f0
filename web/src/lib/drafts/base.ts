import type { Draft } from '@hearth/shared/drafts/entity';
import { isStillOurs } from '../live/device.ts';
import { readDraft, writeDraft } from '../text/drafts.ts';

/** What somebody is writing. */
export interface Written {
  readonly title: string;
  readonly text: string;
  readonly inReplyTo: number | null;
}

/** What the words on the device follow: a version, or words that were carried to the server when a page was left. */
interface Base {
  readonly version?: number;
  readonly words?: string;
  /** Whether they are that version. */
  readonly isClean: boolean;
}

export const NOTHING: Written = { title: '', text: '', inReplyTo: null };

export function wordsOf({ title, text, inReplyTo }: Draft): Written {
  return { title, text, inReplyTo: inReplyTo ?? null };
}

/** What stands before and after the words is no matter. */
export function isSame(one: Written, other: Written): boolean {
  return said(one) === said(other);
}

/** It is kept beside the words on the device, so that a reload knows it. */
export function baseAt(place: string): Base | null {
  const kept = readDraft(keyOf(place));
  if (kept.startsWith('=')) return { words: kept.slice(1), isClean: false };
  const version = Number.parseInt(kept, 10);
  return version > 0 ? { version, isClean: !kept.endsWith('+') } : null;
}

/** Null for none. */
export function noteVersion(place: string, version: number | null, isClean: boolean): void {
  note(place, version === null ? '' : `${version}${isClean ? '' : '+'}`);
}

export function noteCarried(place: string, words: Written): void {
  note(place, `=${said(words)}`);
}

/** An answer may come after they have signed out in another tab, and nothing of them is kept then. */
function note(place: string, base: string): void {
  if (base === '' || isStillOurs()) writeDraft(keyOf(place), base);
}

/** Whether the words on the device were begun from this draft as it stands. */
export function isBegunFrom(draft: Draft, base: Base | null): boolean {
  return base !== null && (base.version === draft.version || base.words === said(wordsOf(draft)));
}

function keyOf(place: string): string {
  return `${place}:server`;
}

function said({ title, text }: Written): string {
  return `${title.trim()}\n${text.trim()}`;
}
