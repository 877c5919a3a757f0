/** What other features may use of this one. */
export { presentThread } from './present.ts';
export { readThreads } from './store.ts';
