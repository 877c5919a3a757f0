import { threadId } from '@hearth/shared/threads/entity';
import { commit } from '../../streams/commit.ts';
import { idOf } from '../../streams/definition.ts';
import { react } from '../reaction.ts';
import { findWherever } from '../threads/access.ts';
import { threads } from '../threads/stream.ts';
import { fieldsOf } from './reporting.ts';
import { readItemsOf } from './store.ts';
import { reviews, type ReviewData } from './stream.ts';

/**
 * What is up for review goes with its post, to another board or thread: whoever moderated the one before hears no more of it.
 * Rights are asked of where it is at every moment; this is for those who watch.
 */
export const followPosts = react({
  to: threads,
  name: 'review-follows',
  async handle(services, events) {
    for (const { stream, seq, data } of events) {
      const isMove = data.movedFrom !== undefined || data.post?.note?.kind === 'went' || data.isGone === true;
      if (!isMove) continue;
      for (const { _id, subject } of await readItemsOf(idOf(stream))) {
        const place = subject?.kind === 'post' ? await findWherever(subject.threadId, subject.no) : null;
        if (!place?.post) continue;
        const now = { kind: 'post', threadId: threadId.parse(place.thread._id), no: place.post.no } as const;
        const { boardId } = place.thread;
        const cause = { commandId: `follow/${stream}/${seq}`, issuer: 'system' };
        await commit(services.streams, reviews, _id, cause, (item): ReviewData | null => {
          if (item?.subject?.kind !== 'post') return null;
          const stays = item.boardId === boardId && item.subject.threadId === now.threadId;
          return stays ? null : { item: { ...fieldsOf(item), subject: now, boardId }, moved: true };
        });
      }
    }
  },
});
