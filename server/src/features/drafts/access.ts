/** What other features may use of this one. */
export { forgetEdits } from './store.ts';
