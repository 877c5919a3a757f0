import { nameOf } from '@hearth/shared/kernel/stream';
import { reviewStream } from '@hearth/shared/review/events';
import { threadStream } from '@hearth/shared/threads/events';
import { idOf, type EventRecord } from '../../streams/definition.ts';
import { findByCommand, readFrom } from '../../streams/store.ts';
import { findPlacesOf, isDeletedByAuthor, type PostRecord } from '../threads/access.ts';
import type { ThreadData } from '../threads/stream.ts';
import { readAppealsAgainst } from './appeal-store.ts';
import type { ReviewData } from './stream.ts';

/** The decision that an event takes back; null where it takes back none. */
export async function takenBackBy({
  stream,
  seq,
  data,
}: EventRecord<ReviewData>): Promise<EventRecord<ReviewData> | null> {
  if (data.item.steps.at(-1)?.kind !== 'undone') return null;
  // Nothing else is decided about what was decided.
  const [before] = await readFrom<ReviewData>(stream, seq - 1, 1);
  const [decision] = before ? await readFrom<ReviewData>(stream, before.data.item.turn, 1) : [];
  return decision ? lastDoneFor(decision) : null;
}

/**
 * What was done last in the name of a decision: where an appeal against a removal was granted and that was taken back, it is removed
 * by that, and stands again where the removal is taken back.
 */
export async function lastDoneFor(decision: EventRecord<ReviewData>): Promise<EventRecord<ReviewData>> {
  if (decision.data.does !== 'remove') return decision;
  const appeals = await readAppealsAgainst(idOf(decision.stream));
  const appealed = appeals.find(({ turn }) => turn === decision.seq);
  const events = appealed ? await readFrom<ReviewData>(nameOf(reviewStream, appealed._id), 1, FOLLOWING) : [];
  const last = events.findLast(({ data }) => data.does);
  return last?.data.does === 'remove' ? last : decision;
}

/** More than follow in a thread while a decision can be taken back. */
const FOLLOWING = 1_000;

/**
 * Whether a post is removed, or stands, because the command of this id did so: false where it did nothing, and where somebody
 * but the author has removed it or brought it back since.
 */
export async function isAsLeftBy(commandId: string, post: PostRecord): Promise<boolean> {
  return (await becameOf(commandId, post)) === 'as-left';
}

/** `nothing`: it did nothing, or not yet. */
export async function becameOf(commandId: string, post: PostRecord): Promise<'as-left' | 'changed' | 'nothing'> {
  for (const { threadId, no } of await findPlacesOf(post)) {
    const stream = nameOf(threadStream, threadId);
    const done = await findByCommand<ThreadData>(stream, commandId);
    if (!done?.data.post) continue;
    const { deletedAt } = done.data.post;
    if (deletedAt) return asLeft(!post.purged && post.deletedAt?.getTime() === deletedAt.getTime());
    const later = await readFrom<ThreadData>(stream, done.seq + 1, FOLLOWING);
    const since = later.flatMap(({ data }) => (data.post?.no === no ? [data.post] : []));
    return asLeft(![...since, post].some((one) => one.deletedAt && !isDeletedByAuthor(one)));
  }
  return 'nothing';
}

const asLeft = (isSo: boolean) => (isSo ? 'as-left' : 'changed');
