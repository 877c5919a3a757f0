/** What other features may use of this one. */
export { deleteSessionsOf } from './session-store.ts';
export { findRefused } from './suspended.ts';
export { tellMembership } from './memberships.ts';
export { tellOwn } from './own.ts';
export { presentByline } from './present.ts';
export { isReached } from './reached.ts';
export { findActor, findVisitor } from './session.ts';
export {
  countAlike,
  countAmong,
  findByEmail,
  findPerson,
  mayLeaveAdmins,
  readActive,
  readClosed,
  readPeople,
  readStaff,
  type Counted,
  type PersonRecord,
  type Standing,
} from './store.ts';
export type { GroupNews } from './stream.ts';
export { tellStanding } from './telling-standing.ts';
