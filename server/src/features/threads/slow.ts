import { threadError } from '@hearth/shared/threads/errors';
import type { Context } from '../../request/context.ts';
import { mayOnBoard } from '../boards/access.ts';
import type { PostRecord, ThreadRecord } from './store.ts';
import { lastWrittenAt } from './written-store.ts';

const MINUTE_MS = 60_000;

/**
 * Refuses where somebody has replied less than so many minutes ago, whatever became of that reply. Whoever asked under an
 * alias is asked by it, so that nothing tells who they are. Moderators are not held up.
 */
export async function requireNotTooSoon(
  context: Context,
  { _id, boardId, slowMinutes = 0 }: ThreadRecord,
  signed: Pick<PostRecord, 'by' | 'alias'>,
): Promise<void> {
  if (slowMinutes === 0 || (await mayOnBoard(context, boardId, 'moderate'))) return;
  const since = new Date(context.services.clock.now().getTime() - slowMinutes * MINUTE_MS);
  const last = await lastWrittenAt(_id, signed, since);
  if (!last) return;
  const left = Math.ceil((last.getTime() - since.getTime()) / MINUTE_MS);
  throw threadError('too-soon', { params: { every: slowMinutes, left } });
}
