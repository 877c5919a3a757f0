import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import type { mergeThread } from '@hearth/shared/moderating/commands';
import { moderatingError } from '@hearth/shared/moderating/errors';
import { moderatingLimits } from '@hearth/shared/moderating/limits';
import { withLease } from '../../platform/lease.ts';
import type { Context } from '../../request/context.ts';
import { requireRight } from '../boards/access.ts';
import { actOnThread, findThread, type ThreadRecord } from '../threads/access.ts';

type Merge = typeof mergeThread;

/** Nothing of it stays on the board, and its address is all that is left of it. */
const NOTHING = {
  by: null,
  excerpt: '',
  answer: null,
  answerNo: null,
  tags: [],
  pin: null,
  pinnedUntil: null,
  featuredUntil: null,
  featuredAt: null,
} as const;

/** One at a time, on all servers: two threads that are merged into each other at the same moment would lead nowhere. */
export async function merge(context: Context, { threadId, into }: InputOf<Merge>): Promise<OutputOf<Merge>> {
  const lease = { name: 'merging', isShared: true, onWait: () => {} };
  return withLease(lease, () =>
    actOnThread(context, threadId, async (thread, note) => {
      await requireTarget(context, threadId, into);
      const posts = requirePosts(thread);
      const going = { to: into, nos: null, note, posts, begins: null };
      return { note: { kind: 'merged' }, changes: { ...NOTHING, mergedInto: into, going }, leaves: true };
    }),
  );
}

async function requireTarget(context: Context, threadId: string, into: string): Promise<void> {
  const target = await findThread(into);
  if (!target) throw commonError('no-such-thing');
  await requireRight(context, target.boardId, 'moderate');
  if (into === threadId || target.mergedInto) throw moderatingError('into-itself');
}

/** How many posts there are to go. */
function requirePosts({ lastNo, notes = 0 }: ThreadRecord): number {
  const most = moderatingLimits.merge;
  if (lastNo - notes > most) throw moderatingError('too-long-to-merge', { params: { most } });
  return lastNo - notes;
}
