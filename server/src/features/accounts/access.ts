/** What other features may use of this one. */
export { tellOwn } from './own.ts';
export { findActor } from './session.ts';
export { findPerson, readActive } from './store.ts';
