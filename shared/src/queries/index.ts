import * as accounts from './accounts.ts';
import * as rooms from './rooms.ts';
import * as threads from './threads.ts';

/** Everything that can be read. One without an answer on the server does not compile. */
export const queries = [
  accounts.getMe,
  accounts.listSessions,
  accounts.exportOwn,
  accounts.getPerson,
  accounts.findPeople,
  accounts.listApplications,
  accounts.listDemoPeople,
  accounts.readInbox,
  threads.listBoards,
  threads.getBoard,
  threads.getThread,
  threads.getPostSource,
  threads.listLatest,
  rooms.listRooms,
  rooms.getRoom,
] as const;

export type AnyQuery = (typeof queries)[number];
export type QueryName = AnyQuery['name'];
export type QueryNamed<Name extends QueryName> = Extract<AnyQuery, { name: Name }>;
