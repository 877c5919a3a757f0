import type { threadsOfEntry } from '@hearth/shared/entry-links/queries';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { threadId } from '@hearth/shared/threads/entity';
import type { QueryContext, Reader } from '../../request/context.ts';
import { mayReadBoard } from '../boards/access.ts';
import { requireEntry } from '../library/access.ts';
import { findPost, findThread } from '../threads/access.ts';
import type { LinkRecord } from './model.ts';
import { readLinksTo } from './store.ts';

type Threads = typeof threadsOfEntry;
type Row = OutputOf<Threads>['threads'][number];

/** Posts that are looked at, the latest; and threads that are named. */
const READ = 200;
const LISTED = 50;

/** Each thread once, by the last of its posts that may be read. */
export async function threadsWith(context: QueryContext, { entryId }: InputOf<Threads>): Promise<OutputOf<Threads>> {
  await requireEntry(context, entryId);
  return { threads: await threadsLinking(context, entryId) };
}

export async function threadsLinking(context: Reader, entryId: string): Promise<Row[]> {
  const links = await readLinksTo(entryId, READ);
  const rows = await Promise.all(links.map((link) => rowOf(context, link)));
  const byThread = new Map<string, Row>();
  for (const row of rows) if (row && !byThread.has(row.id)) byThread.set(row.id, row);
  return [...byThread.values()].slice(0, LISTED);
}

/** Asked for with the rights of this moment, wherever its thread stands by now. */
async function rowOf(context: Reader, { threadId: id, no, at }: LinkRecord): Promise<Row | null> {
  const [thread, post] = await Promise.all([findThread(id), findPost(id, no)]);
  if (!thread || !post || post.deletedAt || post.note) return null;
  if (!(await mayReadBoard(context, thread.boardId))) return null;
  return { id: threadId.parse(id), title: thread.title, no, at: at.toISOString() };
}
