/** What other features may use of this one. */
export { decidedLetter } from './mails.ts';
