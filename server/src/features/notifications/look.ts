import { bellLimits } from '@hearth/shared/notifications/limits';
import type { Actor } from '@hearth/shared/kernel/access';
import type { Reader } from '../../request/context.ts';
import { readableBoards, type BoardRecord } from '../boards/access.ts';
import { mutedAmong, mutedPeopleOf } from '../follows/access.ts';
import {
  isHidden,
  readNosOf,
  readThreads,
  readHeadsAt,
  stoodOn,
  type ThreadRecord,
  type PostHead,
} from '../threads/access.ts';
import { lookAtEntries, type ShownEntry } from './look-entries.ts';
import { lookAtHeld, type ShownHeld } from './look-held.ts';
import { isOfLibrary, lookAtLibrary, type ShownOfLibrary } from './look-library.ts';
import { namesOf } from './names.ts';
import { readLatest, readUnmarked, settle, type NotificationRecord } from './store.ts';

/** Somebody who is signed in. */
export interface Looking extends Reader {
  readonly actor: Extract<Actor, { kind: 'person' }>;
}

/** A notification with what it is about, as that is now. */
export interface Shown {
  readonly record: NotificationRecord;
  readonly thread: ThreadRecord;
  readonly board: BoardRecord;
  /** Every page asks how many there are, of up to three hundred posts, and the words of very few. */
  readonly post: PostHead;
  readonly isNew: boolean;
}

/** What the bell tells of threads, of posts that are in none, of one's own entries of the library, and of what one follows there. */
export interface Looked {
  readonly shown: readonly Shown[];
  readonly held: readonly ShownHeld[];
  readonly entries: readonly ShownEntry[];
  readonly library: readonly ShownOfLibrary[];
}

/** What is new, and all that is looked at for the page besides. */
export async function lookAtNew(looking: Looking): Promise<Looked> {
  const names = await namesOf(looking.services, looking.actor.id);
  const { shown, ...others } = await lookAtEach(looking, await readUnmarked(names, bellLimits.kept));
  return { shown: shown.filter(isNewOne), ...others };
}

export async function lookAtAll(looking: Looking): Promise<Looked> {
  const names = await namesOf(looking.services, looking.actor.id);
  const [unmarked, latest] = await Promise.all([
    readUnmarked(names, bellLimits.kept),
    readLatest(names, bellLimits.kept),
  ]);
  const all = new Map([...unmarked, ...latest].map((record) => [String(record._id), record]));
  return lookAtEach(looking, [...all.values()]);
}

async function lookAtEach(looking: Looking, records: readonly NotificationRecord[]): Promise<Looked> {
  const inThreads = records.filter((one) => one.about !== 'held' && !isOfEntry(one.about) && !isOfLibrary(one));
  const [shown, held, entries, library] = await Promise.all([
    lookAt(looking, inThreads),
    lookAtHeld(records.filter(({ about }) => about === 'held')),
    lookAtEntries(records.filter(({ about }) => isOfEntry(about))),
    lookAtLibrary(looking, records.filter(isOfLibrary)),
  ]);
  return { shown, held, entries, library };
}

function isOfEntry(about: NotificationRecord['about']): boolean {
  return about === 'entry' || about === 'link';
}

function isNewOne({ isNew }: Shown): boolean {
  return isNew;
}

/**
 * Nothing is shown of what the reader may not read at this moment or has muted, of deleted posts, of an answer that is none
 * any more, and of thanks that were taken back. What is read in the thread is not new here.
 */
export async function lookAt(looking: Looking, records: readonly NotificationRecord[]): Promise<Shown[]> {
  if (records.length === 0) return [];
  const threadIds = [...new Set(records.map(({ threadId }) => threadId))];
  const [threads, boards, posts, readNos] = await Promise.all([
    readThreads(threadIds),
    readableBoards(looking),
    readHeadsAt(records),
    readNosOf(looking, looking.actor.id, threadIds),
  ]);
  const muted = await mutedIn(looking, threads);
  const threadOf = new Map(threads.map((thread) => [thread._id, thread]));
  const boardOf = new Map(boards.map((board) => [board._id, board]));
  const postOf = new Map(posts.map((post) => [`${post.threadId}/${post.no}`, post]));
  const shown = records.flatMap((record): Shown[] => {
    const thread = threadOf.get(record.threadId);
    const board = thread && boardOf.get(boardFor(record, thread));
    const post = postOf.get(`${record.threadId}/${record.no}`);
    if (!thread || !board || !post || !isStill(record, thread, post)) return [];
    if (!isOfModerators(record) && isMuted(muted, record, thread, post)) return [];
    const wasRead = record.about === 'post' && (readNos.get(record.threadId) ?? 0) >= record.no;
    return [{ record, thread, board, post, isNew: !record.isRead && !wasRead }];
  });
  // So that what was read stays so when the thread is marked as unread for another reason.
  const nowRead = shown.filter(({ record, isNew }) => !record.isRead && !isNew);
  if (nowRead.length > 0) await settle(nowRead.map(({ record }) => record));
  return shown;
}

/** What moderators did to a post is told also where nothing is left in its thread by that; see `present.ts`. */
function boardFor({ about }: NotificationRecord, thread: ThreadRecord): string {
  return thread.isEmptied && OF_MODERATORS.has(about) ? stoodOn(thread) : thread.boardId;
}

/** Tags have no say: of what concerns oneself one hears whatever a thread is about. */
async function mutedIn({ services, actor }: Looking, threads: readonly ThreadRecord[]) {
  const listed = threads.map(({ _id: id, boardId }) => ({ id, boardId }));
  const facts = new Map(threads.map(({ _id, by }) => [_id, { startedBy: by?.personId ?? null }]));
  const [muted, people] = await Promise.all([
    mutedAmong(services, actor.id, listed, async () => facts),
    mutedPeopleOf(actor.id),
  ]);
  return { threads: muted, people: new Set(people) };
}

/** Who did it, where that is one person. */
function whoOf({ about }: NotificationRecord, { answer }: ThreadRecord, { by }: PostHead): string | undefined {
  if (about === 'post') return by?.personId;
  return about === 'answer' ? answer?.markedBy?.personId : undefined;
}

const OF_MODERATORS: ReadonlySet<NotificationRecord['about']> = new Set([
  ...(['removed', 'hidden', 'restored', 'upheld', 'published', 'report'] as const),
]);

/** What moderators decide about what one wrote or reported one hears of whatever one has muted. */
function isOfModerators({ about }: NotificationRecord): boolean {
  return OF_MODERATORS.has(about);
}

type Muted = Awaited<ReturnType<typeof mutedIn>>;

function isMuted(
  { threads, people }: Muted,
  record: NotificationRecord,
  thread: ThreadRecord,
  post: PostHead,
): boolean {
  return threads.has(thread._id) || people.has(whoOf(record, thread, post) ?? '');
}

function isStill({ about, no, count = 0 }: NotificationRecord, thread: ThreadRecord, post: PostHead): boolean {
  const { deletedAt } = post;
  switch (about) {
    case 'post':
    case 'restored':
    case 'published':
      return !deletedAt;
    case 'answer':
      return !deletedAt && thread.answerNo === no;
    case 'thanks':
      return !deletedAt && count > 0;
    case 'removed':
      return deletedAt !== null && !isHidden(post);
    case 'upheld':
      return deletedAt !== null;
    case 'hidden':
      return isHidden(post);
    case 'report':
      return true;
    // Which are in no thread.
    case 'held':
    case 'entry':
    case 'renewed':
    case 'collection':
    case 'topic':
    case 'link':
      return false;
  }
}
