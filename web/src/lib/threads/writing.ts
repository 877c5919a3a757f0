import './sentences.ts';
import type { Thread } from '@hearth/shared/threads/entity';
import { closingTime } from '@hearth/shared/threads/policy';
import Folded from '../follows/Folded.svelte';
import Follow from '../follows/Follow.svelte';
import Closed from '../moderating/Closed.svelte';
import PostReactions from '../reactions/PostReactions.svelte';
import Tags from '../tags/Tags.svelte';
import Composer from './Composer.svelte';
import InReplyTo from './InReplyTo.svelte';
import OutgoingReply from './OutgoingReply.svelte';
import PostActs from './PostActs.svelte';

/** Whether one replies no more. Moderators have the last word, but for a thread that was merged. */
function isClosed({ merged, lock, lastPostAt }: Thread, quietDays: number | null, moderates: boolean): boolean {
  const isOver = lock !== null || (closingTime(lastPostAt, quietDays) ?? Infinity) <= Date.now();
  return merged || (isOver && !moderates);
}

/** What a thread's page needs for those who may write in it: nobody else loads it. */
export const writing = {
  ...{ Closed, Composer, Folded, Follow, InReplyTo, OutgoingReply, PostActs, PostReactions, Tags },
  isClosed,
};
export type Writing = typeof writing;
