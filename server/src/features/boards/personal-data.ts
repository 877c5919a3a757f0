import { namesNobody, nothingPersonal } from '../../personal-data/declaration.ts';
import { boards } from './stream.ts';

/** A board's log names nobody: it only says which threads have moved on. */
export const personalData = {
  ...nothingPersonal,
  collections: ['Board', 'BoardSection'],
  streams: [namesNobody(boards)],
};
