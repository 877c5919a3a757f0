import { boardId } from '@hearth/shared/ids';
import { commit, type Streams } from '../../streams/commit.ts';
import { idOf, type EventRecord } from '../../streams/kind.ts';
import { presentThread } from '../threads/present.ts';
import { findThread } from '../threads/store.ts';
import { boards } from './stream.ts';

/** Who commits what follows by itself. */
const SYSTEM = 'system';

/**
 * Brings what happens in a thread to its board: the row as it stands now, once for a burst of events. The first event
 * of a thread is told on its own, under its own id, so that it counts exactly once whatever is repeated.
 */
export function registerBoardConsumer(streams: Streams): void {
  streams.chores.register('board', async (events) => {
    const first = events.find((event) => event.seq === 1);
    const last = events.at(-1);
    if (first) await tell(streams, first, 1);
    if (last && last !== first) await tell(streams, last, 0);
  });
}

async function tell(streams: Streams, event: EventRecord, started: 0 | 1): Promise<void> {
  const thread = await findThread(idOf(event.stream));
  if (!thread) throw new Error(`${event.stream} has an event but no thread; applying it comes first`);
  const row = presentThread(thread);
  const cause = { commandId: `${event.stream}/${event.seq}`, giver: SYSTEM };
  await commit(streams, boards, boardId.parse(thread.boardId), cause, (board) =>
    board ? { row, threads: board.threads + started } : null,
  );
}
