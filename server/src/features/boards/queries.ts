import type { Board } from '@hearth/shared/boards/entity';
import type { QueryContext } from '../../request/context.ts';
import { readableBoards } from './access.ts';
import { presentBoard } from './present.ts';

export async function list(context: QueryContext): Promise<Board[]> {
  return (await readableBoards(context)).map(presentBoard);
}
