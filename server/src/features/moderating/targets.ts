import { folded } from '@hearth/shared/kernel/folded';
import { moderatingLimits } from '@hearth/shared/moderating/limits';
import type { BoardRecord } from '../boards/access.ts';
import { findThread, readThreadPart, readThreads, type ThreadRecord } from '../threads/access.ts';

interface Target {
  readonly thread: ThreadRecord;
  readonly board: BoardRecord;
}

/** The thread whose address is given, or those whose titles have all of the words: the latest of each board are looked through. */
export async function findTargets(find: string, boards: readonly BoardRecord[], but: string): Promise<Target[]> {
  const boardOf = new Map(boards.map((board) => [board._id, board]));
  const [address] = /(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])/.exec(find) ?? [];
  const threads = address ? [await findThread(address)] : await titled(find, boards);
  return threads.flatMap((thread) => {
    const board = boardOf.get(thread?.boardId ?? '');
    return thread && board && thread._id !== but && !thread.mergedInto ? [{ thread, board }] : [];
  });
}

async function titled(find: string, boards: readonly BoardRecord[]): Promise<ThreadRecord[]> {
  const words = folded(find).split(/\s+/).filter(Boolean);
  const parts = await Promise.all(boards.map(({ _id }) => readThreadPart(_id, 0, moderatingLimits.lookedThrough)));
  const fitting = parts
    .flat()
    .filter(({ title }) => words.every((word) => folded(title).includes(word)))
    .sort((a, b) => b.lastPostAt.getTime() - a.lastPostAt.getTime())
    .slice(0, moderatingLimits.found + 1);
  const found = new Map((await readThreads(fitting.map(({ _id }) => _id))).map((thread) => [thread._id, thread]));
  return fitting.flatMap(({ _id }) => found.get(_id) ?? []);
}
