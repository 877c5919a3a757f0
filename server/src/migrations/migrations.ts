import { rowsOfBoards } from './0001-rows-of-boards.ts';
import { wordsOutOfTheLog } from './0002-words-out-of-the-log.ts';
import type { Migration } from './migration.ts';

/** In the order in which they run. */
export const migrations: readonly Migration[] = [rowsOfBoards, wordsOutOfTheLog];
