import { refusals } from '../kernel/errors.ts';

export const boardError = refusals({
  'reads-already': ['conflict', 'You can read this board already.'],
  'board-exists': ['conflict', 'There is a board at this address already. Choose another one.'],
});
