/** What other features may use of this one. */
export { decideHeld, type Decided } from './deciding.ts';
export { writtenIn } from './input.ts';
export { stateOf } from './present.ts';
export { findHeld, type HeldRecord } from './store.ts';
export { boardOf } from './where.ts';
