import { aliasIn } from '@hearth/shared/anonymous/alias';
import type { DeskAct, DeskRow } from '@hearth/shared/desk/entity';
import { deskKinds } from '@hearth/shared/desk/kinds';
import type { Actor } from '@hearth/shared/kernel/access';
import { personIdOf, type QueryContext } from '../../request/context.ts';
import { findPerson, presentByline, type PersonRecord } from '../accounts/access.ts';
import { presentBoard, type BoardRecord } from '../boards/access.ts';
import { knownGroups } from '../groups/access.ts';
import {
  excerptOf,
  isHidden,
  mayBringBack,
  presentNamed,
  presentPost,
  readPostsAt,
  readThreads,
  stoodOn,
} from '../threads/access.ts';
import type { PostRecord, ThreadRecord } from '../threads/access.ts';
import { presentRef } from './present-ref.ts';
import { reviewOf, type ReviewPart } from './present-review.ts';
import { roomOf, type RoomPart } from './present-room.ts';
import type { Scope } from './scope.ts';
import { fastAmong } from './speed.ts';
import type { EntryRecord } from './store.ts';

const NO_FILES: DeskRow['attached'] = { pictures: 0, files: [] };

/** What a row says where an entry is about nothing of the kind. */
const NOTHING = {
  ...{ by: null, board: null, thread: null, no: null, room: null, group: null, review: null },
  ...{ detail: null, excerpt: '', attached: NO_FILES, isDeleted: false },
} as const;

type Shown = Omit<DeskRow, 'ref' | 'isFirst' | 'isFast'>;

/** What is read for all rows of a page at once. */
interface Read {
  readonly threads: ReadonlyMap<string, ThreadRecord>;
  readonly posts: ReadonlyMap<string, PostRecord>;
  readonly people: ReadonlyMap<string, PersonRecord>;
  readonly boards: ReadonlyMap<string, BoardRecord>;
  readonly groups: Awaited<ReturnType<typeof knownGroups>>;
}

/** As everything is at this moment: what their reader may not see of it now has no row. */
export async function presentRows(
  context: QueryContext,
  scope: Scope,
  entries: readonly EntryRecord[],
): Promise<DeskRow[]> {
  const [read, fast] = await Promise.all([readFor(context, scope, entries), fastAmong(entries)]);
  const rows = await Promise.all(
    entries.map(async (entry): Promise<DeskRow[]> => {
      const shown = await showEntry(context, read, entry);
      if (!shown) return [];
      const { isFirst } = entry;
      return [{ ref: presentRef(entry), ...shown, isFirst, isFast: fast.has(entry._id) }];
    }),
  );
  return rows.flat();
}

async function readFor(context: QueryContext, scope: Scope, entries: readonly EntryRecord[]): Promise<Read> {
  const places = entries.flatMap(({ threadId, no }) => (threadId && no ? [{ threadId, no }] : []));
  const threadIds = [...new Set(entries.flatMap(({ threadId }) => threadId ?? []))];
  const personIds = [...new Set(entries.flatMap(({ personId }) => personId ?? []))];
  const groupIds = entries.flatMap(({ groupId }) => groupId ?? []);
  const [threads, posts, people, groups] = await Promise.all([
    readThreads(threadIds),
    readPostsAt(places),
    Promise.all(personIds.map(findPerson)),
    knownGroups(context, groupIds),
  ]);
  return {
    threads: new Map(threads.map((thread) => [thread._id, thread])),
    posts: new Map(posts.map((post) => [`${post.threadId}/${post.no}`, post])),
    people: new Map(people.flatMap((person) => (person && !person.erasing ? [[person._id, person] as const] : []))),
    boards: new Map(scope.boards.map((board) => [board._id, board])),
    groups,
  };
}

async function showEntry(context: QueryContext, read: Read, entry: EntryRecord): Promise<Shown | null> {
  if (entry.itemId) return showReview(context, read, entry);
  if (entry.threadId) return showInThread(read, entry, context.actor);
  if (!entry.roomId) return showPerson(read, entry);
  const part: RoomPart | null = await roomOf(context, entry);
  return part && { ...NOTHING, ...part, acts: [] };
}

/** That somebody appealed is told to all staff, as on the page of people; what is up for review, to those who may decide it. */
async function showReview(context: QueryContext, read: Read, entry: EntryRecord): Promise<Shown | null> {
  const part = await reviewOf(context, entry);
  if (isOfHeld(entry)) return part && { ...NOTHING, by: bylineOf(read, entry), attached: waitingWith(part), ...part };
  if (entry.kind !== 'appealed') return part && { ...NOTHING, ...part };
  return { ...NOTHING, by: bylineOf(read, entry), acts: [], ...part };
}

function isOfHeld({ kind }: EntryRecord): boolean {
  return deskKinds.held.some((one) => one === kind);
}

function waitingWith({ review }: ReviewPart): Shown['attached'] {
  const { pictures = [], files = [] } = review?.shown.held ?? {};
  return { pictures: pictures.length, files: files.map(({ name }) => ({ name, size: null })) };
}

/** The board is that of the thread at this moment, or where it stood last, whatever the entry says. */
function showInThread(read: Read, entry: EntryRecord, actor: Actor): Shown | null {
  const thread = read.threads.get(entry.threadId ?? '');
  const board = thread && read.boards.get(stoodOn(thread));
  if (!board) return null;
  const { id, name } = presentBoard(board);
  const place = { board: { id, name }, thread: presentNamed(thread), no: entry.no };
  const post = read.posts.get(`${thread._id}/${entry.no}`);
  if (!post) return { ...NOTHING, ...place, by: bylineOf(read, entry), acts: ['moderate'] };
  return {
    ...NOTHING,
    ...place,
    ...wordsOf(post),
    ...signatureOf(read, entry, post),
    acts: actsOf(thread, post, actor),
  };
}

function wordsOf(post: PostRecord): Pick<Shown, 'excerpt' | 'attached' | 'isDeleted'> {
  const { deleted, html, note } = presentPost(post);
  // Whoever decides about it reads it here as well.
  if (isHidden(post) && !post.purged)
    return { excerpt: excerptOf(post.html), attached: attachedTo(post), isDeleted: true };
  const reason = note && 'reason' in note ? note.reason : '';
  const words = note || deleted ? reason : excerptOf(html);
  return { excerpt: words, attached: deleted ? NO_FILES : attachedTo(post), isDeleted: deleted };
}

function attachedTo({ pictures = [], files = [] }: PostRecord): Shown['attached'] {
  return { pictures: pictures.length, files: files.map(({ name, size }) => ({ name, size })) };
}

/** What was written bears the name it was signed with; what was done to it, that of whoever did it, as they are called now. */
function signatureOf(read: Read, entry: EntryRecord, { by, alias }: PostRecord): Pick<Shown, 'by' | 'alias'> {
  switch (entry.kind) {
    case 'deleted':
    case 'restored':
    case 'hidden':
    case 'purged':
      return { by: bylineOf(read, entry) };
    default:
      return { by, ...(alias && { alias: aliasIn(alias) }) };
  }
}

function actsOf({ mergedInto, going }: ThreadRecord, post: PostRecord, actor: Actor): DeskAct[] {
  if (mergedInto || going) return [];
  if (post.note || post.purged) return ['moderate'];
  // What one wrote oneself one deletes where it stands.
  if (!post.deletedAt) return post.by?.personId === personIdOf(actor) ? ['moderate'] : ['remove', 'moderate'];
  // What its author has taken along does not come back.
  return (post.by || post.html !== '') && mayBringBack(actor, post) ? ['restore', 'moderate'] : ['moderate'];
}

function showPerson(read: Read, entry: EntryRecord): Shown | null {
  const person = read.people.get(entry.personId ?? '');
  if (!person) return null;
  const group = entry.groupId === null ? null : groupOf(read, entry.groupId);
  if (entry.groupId !== null && !group) return null;
  const isWaiting = entry.kind === 'waiting' && person.status === 'waiting';
  return {
    ...NOTHING,
    by: presentByline(person),
    group,
    detail: entry.detail,
    acts: isWaiting ? ['decide'] : [],
  };
}

function groupOf({ groups }: Read, groupId: string): Shown['group'] {
  return [...groups.values()].find(({ id }) => id === groupId) ?? null;
}

function bylineOf({ people }: Read, { personId }: EntryRecord): Shown['by'] {
  const person = people.get(personId ?? '');
  return person?.status === 'active' ? presentByline(person) : null;
}
