import type { Services } from '../../services.ts';
import type { Subject } from '../../streams/tally.ts';
import { said } from './said.ts';

/** What other features may use of this one. */
export { findCounts, type TellingRecord } from './store.ts';

/** A few of those who said thanks for a post, by id, the latest first. */
export async function thanksOf(threadId: string, no: number, most: number): Promise<string[]> {
  return said.readSaying(threadId, String(no), 'thanks', most);
}

/** A post. */
export interface Place {
  readonly threadId: string;
  readonly no: number;
}

/**
 * What was said of a post is said of it where it went. Not that somebody has the same question: that is another one there.
 * Repeatable.
 */
export async function carryReactions(services: Pick<Services, 'clock' | 'use'>, from: Place, to: Place): Promise<void> {
  await said.carry(services, subjectOf(from), subjectOf(to), (kind) => kind !== 'same');
}

/** Nothing is said of a post any more. Repeatable. */
export async function forgetReactions(services: Pick<Services, 'clock' | 'use'>, of: Place): Promise<void> {
  await said.clear(services, subjectOf(of));
}

export function subjectOf({ threadId, no }: Place): Subject {
  return { streamId: threadId, subject: String(no) };
}
