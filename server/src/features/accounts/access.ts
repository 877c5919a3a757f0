/** What other features may use of this one. */
export { tellMembership } from './memberships.ts';
export { tellOwn } from './own.ts';
export { findActor } from './session.ts';
export { findPerson, readActive, readClosed } from './store.ts';
export type { GroupNews } from './stream.ts';
