/** What other features may use of this one. */
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
  readActive,
  readClosed,
  readStaff,
  type Counted,
  type PersonRecord,
} from './store.ts';
export type { GroupNews } from './stream.ts';
