import { isAuthor } from '@hearth/shared/threads/policy';
import type { Reader } from '../../request/context.ts';
import { mayOnBoard, mayReadBoard } from '../boards/access.ts';
import { findThread, isAuthorOf, type ThreadRecord } from '../threads/access.ts';
import { findPractice, type PracticeRecord } from './store.ts';

/** A thread that somebody may read, the note that was made of it, and what they may do with it. */
export interface Noted {
  readonly thread: ThreadRecord;
  readonly note: PracticeRecord | null;
  readonly mayChange: boolean;
  readonly moderates: boolean;
}

/** Null where there is nothing for this reader: a draft is there for whoever asked the question and whoever moderates. */
export async function readNoted(reader: Reader, id: string): Promise<Noted | null> {
  const [thread, found] = await Promise.all([findThread(id), findPractice(id)]);
  if (!thread || !(await mayReadBoard(reader, thread.boardId))) return null;
  const note = found?.status === 'discarded' ? null : found;
  const moderates = reader.actor.kind === 'person' && (await mayOnBoard(reader, thread.boardId, 'moderate'));
  const mayChange = moderates || (await isTheirs(reader, thread, note));
  return mayChange || note?.status === 'published' ? { thread, note, mayChange, moderates } : null;
}

async function isTheirs(reader: Reader, thread: ThreadRecord, note: PracticeRecord | null): Promise<boolean> {
  if (reader.actor.kind !== 'person') return false;
  // Whoever made it as a moderator and is none any more goes on looking after it.
  return (await isAuthorOf(reader, thread)) || (note !== null && !note.alias && isAuthor(reader.actor, note));
}

export async function readsPractice(reader: Reader, id: string): Promise<boolean> {
  return (await readNoted(reader, id)) !== null;
}
