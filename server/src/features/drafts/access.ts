/** What other features may use of this one. */
export { putBack } from './put-back.ts';
export { forgetEdits } from './store.ts';
