import type { FeedEntry } from '@hearth/shared/feeds/entity';
import { feedLimits } from '@hearth/shared/feeds/limits';
import type * as contract from '@hearth/shared/feeds/queries';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import type { QueryContext } from '../../request/context.ts';
import { presentBoard, readableBoards, requireBelonging } from '../boards/access.ts';
import { findTag } from '../tags/access.ts';
import {
  excerptOf,
  findThread,
  presentPost,
  readActiveThreads,
  readFirstPosts,
  readLastPosts,
  readRows,
  readTagged,
  type PostRecord,
  type ThreadRecord,
} from '../threads/access.ts';
import { readerBy } from './keys.ts';

export async function ofAll(
  context: QueryContext,
  input: InputOf<typeof contract.feedOfAll>,
): Promise<OutputOf<typeof contract.feedOfAll>> {
  const boards = await readableBoards(await readerBy(context, input));
  const ids = boards.map(({ _id }) => _id);
  const latest = await readActiveThreads(ids, new Date(0), feedLimits.entries);
  return { name: null, title: null, entries: await entriesOf(latest) };
}

export async function ofBoard(
  context: QueryContext,
  input: InputOf<typeof contract.feedOfBoard>,
): Promise<OutputOf<typeof contract.feedOfBoard>> {
  const board = await requireBelonging(await readerBy(context, input), input.boardId);
  const rows = await readRows(board._id, null, feedLimits.entries);
  return { name: presentBoard(board).name, title: null, entries: await entriesOf(rows) };
}

export async function ofTag(
  context: QueryContext,
  input: InputOf<typeof contract.feedOfTag>,
): Promise<OutputOf<typeof contract.feedOfTag>> {
  const tag = await findTag(context.services, input.tagId);
  if (!tag) throw commonError('no-such-thing');
  const boards = await readableBoards(await readerBy(context, input));
  const ids = boards.map(({ _id }) => _id);
  const rows = await readTagged(tag._id, ids, null, feedLimits.entries);
  return { name: { en: tag.name.en, es: tag.name.es }, title: null, entries: await entriesOf(rows) };
}

export async function ofThread(
  context: QueryContext,
  input: InputOf<typeof contract.feedOfThread>,
): Promise<OutputOf<typeof contract.feedOfThread>> {
  const reader = await readerBy(context, input);
  const thread = await findThread(input.threadId);
  if (!thread) throw commonError('no-such-thing');
  await requireBelonging(reader, thread.boardId);
  const posts = await readLastPosts(thread._id, thread.lastNo, feedLimits.entries);
  const entries = posts.map((post) => entryOf(thread, post, post.editedAt ?? post.at));
  return { name: null, title: thread.title, entries: withinBytes(entries) };
}

/** Threads whose first post was deleted say nothing in a feed. */
async function entriesOf(threads: readonly ThreadRecord[]): Promise<FeedEntry[]> {
  const posts = await readFirstPosts(threads.map(({ _id }) => _id));
  const firstOf = new Map(posts.map((post) => [post.threadId, post]));
  return withinBytes(
    threads.flatMap((thread) => {
      const first = firstOf.get(thread._id);
      return first ? [entryOf(thread, first, thread.lastPostAt)] : [];
    }),
  );
}

function entryOf(thread: ThreadRecord, post: PostRecord, updatedAt: Date): FeedEntry {
  const { by, alias, html } = presentPost({ ...post, cards: [] });
  return {
    threadId: thread._id,
    no: post.no,
    title: thread.title,
    language: thread.language,
    author: by?.name ?? alias?.[thread.language] ?? null,
    at: post.at.toISOString(),
    updatedAt: updatedAt.toISOString(),
    html,
    excerpt: excerptOf(html),
  };
}

function withinBytes(entries: readonly FeedEntry[]): FeedEntry[] {
  let left: number = feedLimits.bytes;
  return entries.map((entry) => {
    left -= Buffer.byteLength(entry.html);
    return left >= 0 ? entry : { ...entry, html: '' };
  });
}
