import type { Command } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { findStudentInformation } from '@hearth/shared/student-information/find';

/** A refusal names this many places at most; whoever changes these is asked about the others. */
const MOST_NAMED = 5;

/**
 * Refuses words that may tell strangers who a child is, until whoever publishes them has seen that. Pages look first; here it
 * is asked of scripts, of pages without scripts, and of whatever waited on a device. Nothing of it is logged or kept.
 */
export function requireSeen({ publishes }: Pick<Command, 'publishes'>, input: unknown): void {
  const fields: Readonly<Record<string, unknown>> = Object(input);
  if (fields['asItIs'] === true) return;
  const phrases = textsPublished({ publishes }, input).flatMap((text) =>
    findStudentInformation(text).map(({ start, end }) => text.slice(start, end)),
  );
  if (phrases.length === 0) return;
  const named = [...new Set(phrases)].slice(0, MOST_NAMED).map((phrase) => `“${phrase}”`);
  throw commonError('student-information', { params: { phrases: named.join(', ') } });
}

/** The words that a command would have others read. */
export function textsPublished({ publishes }: Pick<Command, 'publishes'>, input: unknown): string[] {
  const fields: Readonly<Record<string, unknown>> = Object(input);
  return publishes.flatMap((name) => textsIn(fields[name]));
}

/** Of words, and of whatever holds some, such as the options of a poll. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
  return typeof value === 'string' ? [value] : [];
}
