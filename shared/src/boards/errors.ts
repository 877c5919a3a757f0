import { refusals } from '../kernel/errors.ts';

export const boardError = refusals({
  'board-exists': ['conflict', 'There is a board at this address already. Choose another one.'],
});
