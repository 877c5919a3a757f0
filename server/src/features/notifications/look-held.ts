import type { BellHeld } from '@hearth/shared/notifications/entity';
import type { Reader } from '../../request/context.ts';
import { findHeld, presentHeld, type HeldRecord } from '../held/access.ts';
import type { NotificationRecord } from './store.ts';

/** What is told of a post that is in no thread, with the post as it is now. */
export interface ShownHeld {
  readonly record: NotificationRecord;
  readonly post: HeldRecord;
}

/** Nothing of what was published since, or taken back, or is forgotten. */
export async function lookAtHeld(records: readonly NotificationRecord[]): Promise<ShownHeld[]> {
  const posts = await Promise.all(records.map(({ threadId }) => findHeld(threadId)));
  return records.flatMap((record, place) => {
    const post = posts[place];
    const isStill = post && (post.state === 'waiting' || post.state === 'refused');
    return isStill && post.personId === record.personId ? [{ record, post }] : [];
  });
}

export async function presentAllHeld(reader: Reader, all: readonly ShownHeld[]): Promise<BellHeld[]> {
  if (all.length === 0) return [];
  const latest = all.toSorted((a, b) => b.record.at.getTime() - a.record.at.getTime());
  const posts = await presentHeld(
    reader,
    latest.map(({ post }) => post),
  );
  return latest.flatMap(({ record }, place) => {
    const post = posts[place];
    if (!post) return [];
    const { id, board, title, language, state } = post;
    return [{ id, board, title, language, state, isNew: !record.isRead, at: record.at.toISOString() }];
  });
}
