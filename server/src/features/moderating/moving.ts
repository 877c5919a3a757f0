import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type * as contract from '@hearth/shared/moderating/commands';
import { moderatingError } from '@hearth/shared/moderating/errors';
import type { Context } from '../../request/context.ts';
import { isKnownToAll, presentBoard, requireBoard, requireRight } from '../boards/access.ts';
import { actOnThread } from '../threads/access.ts';

/** What was decided for the board it was on. */
const STANDS_NOWHERE = { pin: null, pinnedUntil: null, featuredUntil: null, featuredAt: null } as const;

type Move = typeof contract.moveThread;

/** Both boards are asked: who moderates one of them neither takes from another nor gives to it. */
export async function move(context: Context, { threadId, to }: InputOf<Move>): Promise<OutputOf<Move>> {
  return actOnThread(context, threadId, async (thread) => {
    await requireRight(context, to, 'moderate');
    if (thread.boardId === to) throw moderatingError('already-so');
    const board = await requireBoard(context, thread.boardId);
    const { id, name } = presentBoard(board);
    return {
      // Who reads the thread from now on, or wherever it goes from there, may not know of the board it was on.
      note: { kind: 'moved', from: isKnownToAll(board) ? { id, name } : null },
      changes: { boardId: to, movedAt: context.services.clock.now(), ...STANDS_NOWHERE },
      movedFrom: thread.boardId,
    };
  });
}
