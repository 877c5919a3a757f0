/** What other features may use of this one. */
export { decideHeld, type Decided } from './deciding.ts';
export { writtenIn } from './input.ts';
export { addToPause, findPause, turnPause } from './gate-store.ts';
export { presentHeld, stateOf } from './present.ts';
export { currentGates, forgetGates } from './settings.ts';
export { readRevised } from './revised.ts';
export { findHeld, readHeldIn, type HeldRecord } from './store.ts';
export { trustOfPerson } from './trust.ts';
export { boardOf } from './where.ts';
