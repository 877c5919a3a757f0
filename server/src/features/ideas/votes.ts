import { tally, type Counted } from '../../streams/tally.ts';
import { fieldsOf, type ThreadRecord } from '../threads/access.ts';
import { threads, type ThreadData } from '../threads/stream.ts';

/** What is voted for: the idea, which is all of its thread. */
export const IDEA = 'idea';

export const votes = tally({ name: 'idea-votes', stream: threads, values: ['up'], announce: countOf });

/** Nobody's votes are no number, so that an idea without any stands where one stands that never had any. */
function countOf(thread: ThreadRecord | null, [counted]: readonly Counted<'up'>[]): ThreadData | null {
  if (!thread || !counted) return null;
  const now = counted.counts.up || null;
  if (!counted.isFresh && now === (thread.votes ?? null)) return null;
  return { thread: { ...fieldsOf(thread), votes: now } };
}
