/** What other features may use of this one. */
export { askingAs } from './asking.ts';
