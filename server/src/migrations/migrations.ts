import { rowsOfBoards } from './0001-rows-of-boards.ts';
import { wordsOutOfTheLog } from './0002-words-out-of-the-log.ts';
import { longPosts } from './0003-long-posts.ts';
import type { Migration } from './migration.ts';

/** In the order in which they run. The second one reads whole events, which the third makes short. */
export const migrations: readonly Migration[] = [rowsOfBoards, longPosts, wordsOutOfTheLog];
