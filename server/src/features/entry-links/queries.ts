import { isForReaders } from '@hearth/shared/entry-links/policy';
import type { boardsForEntry, threadsOfEntry } from '@hearth/shared/entry-links/queries';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { threadId, type ThreadId } from '@hearth/shared/threads/entity';
import { personIdOf, type QueryContext, type Reader } from '../../request/context.ts';
import { boardsWith, mayReadBoard, presentBoard, rightsOf } from '../boards/access.ts';
import { mutedPeopleOf } from '../follows/access.ts';
import { requireEntry } from '../library/access.ts';
import { excerptOf, findPost, findThread, presentPost, readLastPosts } from '../threads/access.ts';
import type { LinkRecord } from './model.ts';
import { readLinksTo } from './store.ts';

type Threads = typeof threadsOfEntry;
type Boards = typeof boardsForEntry;
type Row = OutputOf<Threads>['threads'][number];

/** Posts that are looked at, the latest, and how often, where too few threads are found; and threads that are named. */
const READ = 200;
const ROUNDS = 3;
const LISTED = 50;
const NOBODY: readonly string[] = [];
/** Of the first thread: replies that are shown, and posts that are looked at for them, since some are deleted. */
const REPLIES = 3;
const LOOKED_AT = 12;

/** Each thread once, by the last of its posts that may be read. */
export async function threadsWith(context: QueryContext, { entryId }: InputOf<Threads>): Promise<OutputOf<Threads>> {
  await requireEntry(context, entryId);
  const threads = await threadsLinking(context, entryId);
  const [first] = threads;
  return { threads, first: first ? await newestIn(context, first.id) : null };
}

/** Whoever writes much where one may not read leaves room for others: the rest is looked for beyond those threads. */
export async function threadsLinking(reader: Reader, entryId: string): Promise<Row[]> {
  const byThread = new Map<string, Row>();
  const seen = new Set<string>();
  for (let times = 0; times < ROUNDS && byThread.size < LISTED; times++) {
    const links = await readLinksTo(entryId, READ, [...seen]);
    const rows = await Promise.all(links.map((link) => rowOf(reader, link)));
    for (const row of rows) if (row && !byThread.has(row.id)) byThread.set(row.id, row);
    for (const { threadId: id } of links) seen.add(id);
    if (links.length < READ) break;
  }
  return [...byThread.values()].slice(0, LISTED);
}

/** How far it is is read first, so that what is shown is at least as new as the position says (promise L3). */
async function newestIn({ actor }: QueryContext, id: ThreadId): Promise<OutputOf<Threads>['first']> {
  const thread = await findThread(id);
  if (!thread) return null;
  const personId = personIdOf(actor);
  const [posts, muted] = await Promise.all([
    readLastPosts(id, thread.lastNo, LOOKED_AT),
    personId ? mutedPeopleOf(personId) : NOBODY,
  ]);
  const replies = posts.filter(({ no, by }) => no > 1 && !(by && muted.includes(by.personId))).slice(0, REPLIES);
  return {
    replies: replies.map((record) => {
      const { no, by, alias, at } = presentPost(record);
      // Its words alone, without what stands below them.
      return { no, by, ...(alias && { alias }), at, excerpt: excerptOf(record.html) };
    }),
    position: { seq: thread.seq, mark: thread.mark },
  };
}

/** Where its title may be said: to people who may all read it. */
export async function boardsFor(context: QueryContext, { entryId }: InputOf<Boards>): Promise<OutputOf<Boards>> {
  const entry = await requireEntry(context, entryId);
  const boards = entry.state === 'published' ? await boardsWith(context, 'start') : [];
  const fitting = boards.filter((board) => isForReaders(entry, rightsOf(board).read));
  return {
    title: entry.title,
    boards: fitting.map((board) => {
      const { id, name, purpose, kind } = presentBoard(board);
      return { id, name, purpose, kind };
    }),
  };
}

/** Asked for with the rights of this moment, wherever its thread stands by now. */
async function rowOf(context: Reader, { threadId: id, no, at }: LinkRecord): Promise<Row | null> {
  const [thread, post] = await Promise.all([findThread(id), findPost(id, no)]);
  if (!thread || !post || post.deletedAt || post.note) return null;
  if (!(await mayReadBoard(context, thread.boardId))) return null;
  return { id: threadId.parse(id), title: thread.title, no, at: at.toISOString() };
}
