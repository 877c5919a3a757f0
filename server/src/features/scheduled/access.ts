/** What other features may use of this one. */
export { findScheduled } from './store.ts';
