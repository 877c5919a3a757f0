import { NOWHERE } from '@hearth/shared/boards/entity';
import { commonError } from '@hearth/shared/kernel/errors';
import { threadError } from '@hearth/shared/threads/errors';
import { commitAs, type Context } from '../../request/context.ts';
import { commit } from '../../streams/commit.ts';
import { requireRight } from '../boards/access.ts';
import { auditedPost } from './audited.ts';
import { readArrivals, readDestinations } from './carry-store.ts';
import { fieldsOf, requireThread } from './deciding.ts';
import { broughtBack } from './emptying.ts';
import { isAnythingLeft } from './left-store.ts';
import { boardFor } from './standing.ts';
import { findPost, findThread, type ThreadRecord } from './store.ts';
import { threads } from './stream.ts';

const STANDS_ON_TOP_OF_NOTHING = { pin: null, pinnedUntil: null, featuredUntil: null, featuredAt: null } as const;

/**
 * Takes a thread that was published off its board, as whoever moderates that: nobody reads it, its title neither, finds it in a
 * list or writes in it until it is brought back. Does nothing where it is off already.
 */
export async function withholdThread(context: Context, threadId: string): Promise<void> {
  const event = await commitAs(context, threads, threadId, async (aggregate) => {
    if (aggregate?.withheldFrom && !aggregate.isEmptied) return null;
    const thread = await requireThread(context, aggregate, 'moderate', await boardFor(context, aggregate));
    if (thread.going) throw threadError('being-carried');
    await audit(context, thread);
    const fields = { ...fieldsOf(thread), ...STANDS_ON_TOP_OF_NOTHING };
    // Off already: from here on no post that is back brings it back.
    if (thread.isEmptied) return { thread: { ...fields, isEmptied: false } };
    const { boardId } = thread;
    const changes = { boardId: NOWHERE, withheldFrom: boardId, movedAt: context.services.clock.now() };
    return { thread: { ...fields, ...changes }, movedFrom: boardId };
  });
  for (const to of event ? await readDestinations(threadId) : [])
    await nameNoMore(context, to, event?.data.thread.title ?? '');
}

/** Where posts of it went a note says what it is called. It does so no more, there and wherever these went on. */
async function nameNoMore({ services, commandId }: Context, destination: string, title: string): Promise<void> {
  for (let at: string | undefined = destination; at; at = (await findThread(at))?.mergedInto)
    for (const { no, threadId } of await readArrivals(at, title)) {
      const cause = { commandId: `unnamed/${no}/${commandId}`, issuer: 'system' };
      await commit(services.streams, threads, threadId, cause, async (thread) => {
        const held = await findPost(threadId, no);
        if (!thread || held?.note?.kind !== 'came') return null;
        const { threadId: _in, rev: replaces, ...post } = held;
        return { thread: fieldsOf(thread), post: { ...post, note: { ...held.note, title: null } }, replaces };
      });
    }
}

/** Puts it back where it stood; where nothing is left to read in it, it waits for that. Does nothing where it stands. */
export async function bringBackThread(context: Context, threadId: string): Promise<void> {
  await commitAs(context, threads, threadId, async (thread) => {
    if (!thread) throw commonError('no-such-thing');
    if (!thread.withheldFrom || thread.isEmptied) return null;
    await requireRight(context, thread.withheldFrom, 'moderate');
    await audit(context, thread);
    const data = { thread: fieldsOf(thread) };
    if (!(await isAnythingLeft(threadId))) return { thread: { ...data.thread, isEmptied: true } };
    return broughtBack(data, context.services.clock.now());
  });
}

/** As what is done to its first post. */
async function audit(context: Context, thread: ThreadRecord): Promise<void> {
  const opening = await findPost(thread._id, 1);
  if (opening) await context.audit(auditedPost(opening, thread));
}
