import { boardId } from '@hearth/shared/boards/entity';
import { setLevel } from '../features/follows/service.ts';
import type { Filling } from './filling.ts';
import { threadIdOfKey } from './moderating.ts';

/** What people of the demo network chose to follow and mute, beside the threads they follow by themselves. */
export async function fillFollows({ network, as }: Filling): Promise<void> {
  for (const [n, { by, level, minutesAgo, ...on }] of network.follows.entries()) {
    const what = 'board' in on ? { boardId: boardId.parse(on.board) } : { threadId: threadIdOfKey(on.thread) };
    await setLevel(as(by, minutesAgo, `follow ${n}`), { what, level });
  }
}
