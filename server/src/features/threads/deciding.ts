import type { BoardRight } from '@hearth/shared/boards/rights';
import { commonError } from '@hearth/shared/kernel/errors';
import { idFrom } from '@hearth/shared/kernel/id-from';
import type { Post, Thread } from '@hearth/shared/threads/entity';
import { threadError } from '@hearth/shared/threads/errors';
import { threadLimits } from '@hearth/shared/threads/limits';
import { closingTime } from '@hearth/shared/threads/policy';
import { commitAs, requirePerson, type Context } from '../../request/context.ts';
import type { EventRecord } from '../../streams/definition.ts';
import { mayOnBoard, requireBelonging, requireBoard, requireRight } from '../boards/access.ts';
import { auditedChanges } from './audited.ts';
import { ownReads } from './own-reads.ts';
import { presentPost, presentThread } from './present.ts';
import type { NoteRecord, PostRecord, ThreadRecord } from './store.ts';
import { threads, type ThreadData } from './stream.ts';

type Fields = ThreadData['thread'];
export type NewPost = NonNullable<ThreadData['post']>;

/** The thread for whoever is to change something of it, or the refusal that says it does not exist: for whoever may not read its board, it does not. */
export async function requireThread(
  context: Context,
  thread: ThreadRecord | null,
  right: BoardRight = 'read',
  /** By whose rights; see `standing.ts`. */
  boardId: string | undefined = thread?.boardId,
): Promise<ThreadRecord> {
  if (!thread || !boardId) throw commonError('no-such-thing');
  await requireBelonging(context, boardId);
  if (right !== 'read') await requireRight(context, boardId, right);
  return thread;
}

/** Refuses where nobody replies any more. Whoever moderates the board has the last word also where it was said to be the last. */
export async function requireOpen(context: Context, { boardId, lock, lastPostAt }: ThreadRecord): Promise<void> {
  const { quietDays = null } = await requireBoard(context, boardId);
  const closing = closingTime(lastPostAt, quietDays);
  const isQuiet = closing !== null && closing <= context.services.clock.now().getTime();
  if ((!lock && !isQuiet) || (await mayOnBoard(context, boardId, 'moderate'))) return;
  throw lock
    ? threadError('locked', { params: { reason: lock.reason } })
    : threadError('quiet', { params: { days: quietDays ?? 0 } });
}

/** So soon after a post was written nobody counts on its words yet. */
export function isUnseen({ services }: Context, { at }: Pick<PostRecord, 'at'>): boolean {
  return services.clock.now().getTime() - at.getTime() < threadLimits.graceMs;
}

/** What others can answer no more is not changed behind their back. */
export async function requireOpenFor(context: Context, thread: ThreadRecord, post: PostRecord): Promise<void> {
  if (!isUnseen(context, post)) await requireOpen(context, thread);
}

/** Nobody writes any more in a thread that was merged, and nothing is done to a post on its way elsewhere: it would be lost. */
export function requireHere({ mergedInto, going }: Pick<ThreadRecord, 'mergedInto' | 'going'>, no?: number): void {
  if (going && no !== undefined && (going.nos?.includes(no) ?? no < going.note)) throw threadError('being-carried');
  if (mergedInto) throw threadError('merged');
}

/** The same for what is done to a thread as a whole. */
function requireWhole(thread: ThreadRecord): void {
  if (thread.going) throw threadError('being-carried');
  requireHere(thread);
}

/** What an event says of a thread. */
export function fieldsOf({ _id, seq: _seq, mark: _mark, ...fields }: ThreadRecord): Fields {
  return fields;
}

/** The thread with one post more. */
export function withPost(thread: ThreadRecord, { no, at }: Pick<NewPost, 'no' | 'at'>): Fields {
  // Of threads without notes it says no more than before there were any.
  const last = thread.notes ? { lastPostNo: no } : {};
  return { ...fieldsOf(thread), lastNo: no, lastPostAt: at, ...last };
}

/** What a moderator does to a thread. */
interface Act {
  readonly note: NoteRecord;
  readonly reason?: string;
  /** What is different afterwards. */
  readonly changes: Partial<Fields>;
  readonly movedFrom?: string;
  readonly leaves?: true;
}

/** In the place of words where there are none. */
const NO_WORDS = '…';

/** The thread with one note more. */
export function withNote(thread: ThreadRecord, no: number): Fields {
  const counted = { lastNo: no, lastPostNo: thread.lastPostNo ?? thread.lastNo, notes: (thread.notes ?? 0) + 1 };
  return { ...fieldsOf(thread), ...counted };
}

export function noteOf(
  note: NoteRecord,
  written: Pick<NewPost, 'no' | 'key' | 'by' | 'at'> & { text?: string },
): NewPost {
  return { text: NO_WORDS, ...written, html: '', note, editedAt: null, deletedAt: null, deletedBy: null };
}

/** Does something to a thread, as whoever moderates its board, and notes it there. A note is no news: the thread stays where it is in all lists. */
export async function actOnThread(
  context: Context,
  threadId: string,
  decide: (thread: ThreadRecord, note: number) => Act | Promise<Act>,
): Promise<{ thread: Thread; post: Post }> {
  const { actor, byline } = requirePerson(context);
  const event = await commitAs(context, threads, threadId, async (aggregate) => {
    const thread = await requireThread(context, aggregate, 'moderate');
    requireWhole(thread);
    const no = thread.lastNo + 1;
    const { note, reason, changes, ...told } = await decide(thread, no);
    await context.audit({ ...auditedChanges(thread, changes), reason });
    const signed = { key: idFrom(context.commandId), by: byline, at: context.services.clock.now() };
    const post = noteOf(note, { no, ...signed, ...(reason && { text: reason }) });
    return { thread: { ...withNote(thread, no), ...changes }, post, ...told };
  });
  if (event?.data.post) context.services.use(ownReads).add(actor.id, threadId, event.data.post.no);
  return presentChanged(threadId, event);
}

/** Changes what is said of a thread, as whoever moderates its board. */
export async function changeThread(
  context: Context,
  threadId: string,
  decide: (thread: ThreadRecord) => Promise<Partial<Fields>>,
): Promise<Thread> {
  const event = await commitAs(context, threads, threadId, async (aggregate) => {
    const thread = await requireThread(context, aggregate, 'moderate');
    requireWhole(thread);
    const changes = await decide(thread);
    await context.audit(auditedChanges(thread, changes));
    return { thread: { ...fieldsOf(thread), ...changes } };
  });
  if (!event) throw commonError('internal');
  const { seq, mark, data } = event;
  return presentThread({ ...data.thread, _id: threadId, seq, mark });
}

export function presentChanged(id: string, event: EventRecord<ThreadData> | null): { thread: Thread; post: Post } {
  if (!event?.data.post) throw commonError('internal');
  const { seq, mark, data } = event;
  return {
    thread: presentThread({ ...data.thread, _id: id, seq, mark }),
    post: presentPost({ ...event.data.post, threadId: id, rev: seq }),
  };
}
