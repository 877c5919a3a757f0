import { rowsOfBoards } from './0001-rows-of-boards.ts';
import { wordsOutOfTheLog } from './0002-words-out-of-the-log.ts';
import { longPosts } from './0003-long-posts.ts';
import { wordsOfEvents } from './0004-words-of-events.ts';
import { votesIntoTallies } from './0005-votes-into-tallies.ts';
import { streamsOfPeople } from './0006-streams-of-people.ts';
import { namesToFind } from './0007-names-to-find.ts';
import { laterNamesToFind } from './0008-later-names-to-find.ts';
import { wordsOfFiles } from './0009-words-of-files.ts';
import { reviewDates } from './0010-review-dates.ts';
import { wordsOfOfficeFiles } from './0011-words-of-office-files.ts';
import type { Migration } from './migration.ts';

/**
 * In the order in which they run. All read events by their words of now, so that the fourth comes first; the second one
 * reads whole events, which the third makes short.
 */
export const migrations: readonly Migration[] = [
  wordsOfEvents,
  rowsOfBoards,
  longPosts,
  wordsOutOfTheLog,
  votesIntoTallies,
  streamsOfPeople,
  namesToFind,
  laterNamesToFind,
  wordsOfFiles,
  reviewDates,
  wordsOfOfficeFiles,
];
