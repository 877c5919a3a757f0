import { threadId } from '@hearth/shared/threads/entity';
import type { Services } from '../../services.ts';
import { commit } from '../../streams/commit.ts';
import { idOf } from '../../streams/definition.ts';
import { boardOf as boardOfHeld, readHeldIn } from '../held/access.ts';
import { react } from '../reaction.ts';
import { findWherever, stoodOn } from '../threads/access.ts';
import { threads } from '../threads/stream.ts';
import { fieldsOf, itemIdOf } from './reporting.ts';
import { findItem, readItemsOf, type ReviewRecord } from './store.ts';
import { reviews, type ReviewData } from './stream.ts';
import { tellFormer } from './telling.ts';

/**
 * What is up for review goes with its post, to another board or thread, and with the thread in which it is to stand: whoever
 * moderated the one before hears no more of it. Rights are asked of where it is at every moment; this is for those who watch,
 * and for lists.
 */
export const followPosts = react({
  to: threads,
  name: 'review-follows',
  async handle(services, events) {
    for (const { stream, seq, data } of events) {
      const isMove = data.movedFrom !== undefined || data.post?.note?.kind === 'went' || data.isGone === true;
      if (!isMove) continue;
      const commandId = `follow/${stream}/${seq}`;
      for (const { _id, subject } of await readItemsOf(idOf(stream))) {
        const place = subject?.kind === 'post' ? await findWherever(subject.threadId, subject.no) : null;
        if (!place?.post) continue;
        const now = { kind: 'post', threadId: threadId.parse(place.thread._id), no: place.post.no } as const;
        await moveItem(services, _id, commandId, { subject: now, boardId: stoodOn(place.thread) });
      }
      for (const held of await readHeldIn(idOf(stream))) {
        const now = { boardId: await boardOfHeld(held) };
        await moveItem(services, itemIdOf(services, `hold ${held._id}`), commandId, now);
      }
    }
  },
});

type Whereabouts = Pick<ReviewRecord, 'boardId'> & Partial<Pick<ReviewRecord, 'subject'>>;

/** Repeatable. */
export async function moveItem(
  services: Services,
  itemId: string,
  commandId: string,
  { subject, boardId }: Whereabouts,
): Promise<void> {
  const before = await findItem(itemId);
  const cause = { commandId, issuer: 'system' };
  const event = await commit(services.streams, reviews, itemId, cause, (item): ReviewData | null => {
    if (!item?.subject || (subject && item.subject.kind !== subject.kind)) return null;
    const isAtOther =
      subject?.kind === 'post' && item.subject.kind === 'post' && item.subject.threadId !== subject.threadId;
    if (item.boardId === boardId && !isAtOther) return null;
    return { item: { ...fieldsOf(item), ...(subject && { subject }), boardId }, moved: true };
  });
  if (event && before) await tellFormer(services, before);
}
