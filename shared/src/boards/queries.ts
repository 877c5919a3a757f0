import { z } from 'zod';
import { query } from '../kernel/query.ts';
import { board } from './entity.ts';

export const listBoards = query('board.list', {
  about: 'The boards one may read, in their order.',
  input: z.strictObject({}),
  output: z.array(board),
});
