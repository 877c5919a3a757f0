import type { Board } from '@hearth/shared/boards/entity';
import type { Reading } from '../../context.ts';
import { readableBoards } from './access.ts';
import { presentBoard } from './present.ts';

export async function list({ actor }: Reading): Promise<Board[]> {
  return (await readableBoards(actor)).map(presentBoard);
}
