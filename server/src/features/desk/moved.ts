import { ALL } from '@hearth/shared/desk/kinds';
import { deskLimits } from '@hearth/shared/desk/limits';
import type { Services } from '../../services.ts';
import { findThread, stoodOn } from '../threads/access.ts';
import { moveEntries, readLatestOf } from './store.ts';
import { desksOf, renew, tellGone } from './telling.ts';

interface Move {
  readonly from: string;
  readonly causeId: string;
}

/** What happened in a thread is shown where it stands now, or stood last, and nowhere else. Repeatable. */
export async function moveTo(services: Services, threadId: string, { from, causeId }: Move): Promise<void> {
  const thread = await findThread(threadId);
  if (!thread) return;
  const boardId = stoodOn(thread);
  await moveEntries(threadId, boardId);
  const [before, now] = [await desksOf(from), await desksOf(boardId)];
  for (const deskId of before.filter((one) => !now.includes(one)))
    await tellGone(services, deskId, [threadId], `${causeId} ${deskId}`);
  await renew(services, await readLatestOf({ threadId }, deskLimits.page));
}

/** Another board's rights: what all staff may see of it now, or no longer. Repeatable. */
export async function showOrHide(services: Services, boardId: string, causeId: string): Promise<void> {
  const isShown = (await desksOf(boardId)).includes(ALL);
  if (isShown) await renew(services, await readLatestOf({ boardId }, deskLimits.page));
  else await tellGone(services, ALL, [boardId], `${causeId} ${ALL}`);
}
