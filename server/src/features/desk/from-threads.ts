import type { DeskKind } from '@hearth/shared/desk/entity';
import { personId as personIdRule, type PersonId } from '@hearth/shared/kernel/ids';
import type { Resource, Services } from '../../services.ts';
import { idOf, type EventRecord } from '../../streams/definition.ts';
import { readFrom } from '../../streams/store.ts';
import { react } from '../reaction.ts';
import { hasWrittenBefore, isHidden, readThreads, stoodOn } from '../threads/access.ts';
import { threads, type ThreadData } from '../threads/stream.ts';
import { entryOf, type Happening } from './entry.ts';
import { moveTo } from './moved.ts';
import { markFiles, readAboutPost } from './store.ts';
import { GATHERED_MS, record, renew } from './telling.ts';

/** Who is known to have written before: of most posts it need not be looked up. */
const writers: Resource<Set<string>> = { open: () => new Set() };
const MOST_WRITERS = 20_000;

type ThreadEvent = EventRecord<ThreadData>;
type Post = NonNullable<ThreadData['post']>;

/** An edit is as old as the event that tells of it, or a little older. */
const FRESH_MS = 60_000;

export const deskOfThreads = react({
  to: threads,
  name: 'desk',
  gatherMs: GATHERED_MS,
  async handle(services, events) {
    const entries = [];
    for (const event of events) {
      const happening = await happeningIn(services, event);
      if (happening) entries.push(entryOf(services, event, happening));
    }
    await record(services, entries);
    for (const event of events) await follow(services, event);
    await goAfter(services, events);
  },
});

/** A thread may have left its board before what happened there was put down, and asked for it too early: that goes after it. */
async function goAfter(services: Services, events: readonly ThreadEvent[]): Promise<void> {
  const told = new Map(events.map((event) => [`${event.stream} ${stoodOn(event.data.thread)}`, event]));
  const held = await readThreads([...new Set(events.map(({ stream }) => idOf(stream)))]);
  const boardOf = new Map(held.map((thread) => [thread._id, stoodOn(thread)]));
  for (const { stream, seq, data } of told.values()) {
    const [id, from] = [idOf(stream), stoodOn(data.thread)];
    const now = boardOf.get(id);
    if (now && now !== from) await moveTo(services, id, { from, causeId: `desk ${stream}/${seq} late` });
  }
}

/** What was told of a post before is not what it says now; and what happened in a thread goes with it. */
async function follow(services: Services, { stream, seq, data }: ThreadEvent): Promise<void> {
  const id = idOf(stream);
  if (data.movedFrom) await moveTo(services, id, { from: data.movedFrom, causeId: `desk ${stream}/${seq}` });
  // While it is deleted the log has nothing of it any more.
  if (data.post && data.replaces !== undefined && !data.post.deletedAt)
    await markFiles(id, data.post.no, hasFiles(data.post));
  if (data.post && data.replaces !== undefined) await renew(services, await readAboutPost(id, data.post.no));
}

async function happeningIn(services: Services, event: ThreadEvent): Promise<Happening | null> {
  const { stream, data } = event;
  const { thread, post } = data;
  // Neither what posts bring along to another thread is news, nor that they have gone.
  if (data.carried !== undefined || data.isGone) return null;
  const place = { boardId: stoodOn(thread), threadId: idOf(stream), language: thread.language };
  if (!post) {
    const kind = await changeIn(event);
    return kind && { kind, ...place };
  }
  const told = post.note && data.replaces === undefined ? noteIn(post) : await postIn(services, event, post);
  return told && { ...place, no: post.no, ...told };
}

/** Posts in the place of which only a note is left, or to which some came, are told by the act itself. */
function noteIn({ note, by }: Post): Happening | null {
  if (!note || note.kind === 'came' || note.kind === 'went') return null;
  return { kind: note.kind, personId: by?.personId ?? null };
}

async function postIn(services: Services, { stream, at, data }: ThreadEvent, post: Post): Promise<Happening | null> {
  const personId = post.by?.personId ?? null;
  const { replaces } = data;
  if (replaces === undefined) {
    const isFirst = personId !== null && (await isFirstOf(services, personId, post.at));
    return { kind: post.no === 1 ? 'started' : 'reply', personId, isFirst, withFiles: hasFiles(post) };
  }
  const [before] = await readFrom<ThreadData>(stream, replaces, 1);
  const held = before?.data.post;
  const wasHidden = held !== undefined && isHidden(held);
  if (post.note) return null;
  if (isHidden(post) && !post.purged) return wasHidden ? null : { kind: 'hidden' };
  const wasDeleted = Boolean(held?.deletedAt) && !(wasHidden && post.deletedAt);
  if (post.purged) return held?.purged ? null : { kind: 'purged', personId: post.purged.by?.personId ?? null };
  if (post.deletedAt) return wasDeleted ? null : { kind: 'deleted', personId: namedIn(post.deletedBy) };
  if (wasDeleted) return { kind: 'restored' };
  const isEdited = post.editedAt !== null && at.getTime() - post.editedAt.getTime() < FRESH_MS;
  const wasEditedBefore = held?.editedAt?.getTime() === post.editedAt?.getTime();
  return isEdited && !wasEditedBefore ? { kind: 'edited', personId, withFiles: hasFiles(post) } : null;
}

/** Of its writer's own: the picture of a card is no upload. */
function hasFiles({ pictures = [], files = [] }: Post): boolean {
  return pictures.length + files.length > 0;
}

async function isFirstOf({ use }: Services, personId: PersonId, at: Date): Promise<boolean> {
  const known = use(writers);
  if (known.has(personId)) return false;
  const isFirst = !(await hasWrittenBefore(personId, at));
  if (known.size >= MOST_WRITERS) known.clear();
  if (!isFirst) known.add(personId);
  return isFirst;
}

/** Whoever wrote without a name deleted it without one. */
function namedIn(deletedBy: string | null): string | null {
  return personIdRule.safeParse(deletedBy).success ? deletedBy : null;
}

/** What a moderator did to a thread without a note in it. Who that was, the thread does not say. */
async function changeIn({ stream, seq, data: { thread } }: ThreadEvent): Promise<DeskKind | null> {
  const [before] = await readFrom<ThreadData>(stream, seq - 1, 1);
  if (!before) return null;
  const was = before.data.thread;
  if (Boolean(thread.pin) !== Boolean(was.pin)) return thread.pin ? 'pinned' : 'unpinned';
  const [until, until0] = [thread.featuredUntil?.getTime(), was.featuredUntil?.getTime()];
  if (until === until0) return null;
  return thread.featuredUntil ? 'featured' : 'unfeatured';
}
