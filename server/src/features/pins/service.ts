import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import type { foldPin } from '@hearth/shared/pins/commands';
import { OWN_FOLDED_PIN } from '@hearth/shared/pins/own';
import { requirePerson, type Context } from '../../request/context.ts';
import { tellOwn } from '../accounts/access.ts';
import { requireBoard } from '../boards/access.ts';
import { findThread } from '../threads/access.ts';
import { deleteFolded, putFolded } from './store.ts';

type Fold = typeof foldPin;

export async function fold(context: Context, { threadId, folded }: InputOf<Fold>): Promise<OutputOf<Fold>> {
  const { actor } = requirePerson(context);
  const thread = await findThread(threadId);
  if (!thread) throw commonError('no-such-thing');
  await requireBoard(context, thread.boardId);

  const until = folded ? (thread.pinnedUntil ?? null) : null;
  if (until) await putFolded({ personId: actor.id, threadId, until });
  else await deleteFolded(actor.id, threadId);
  const told = until?.toISOString() ?? null;
  tellOwn(context.services, actor.id, OWN_FOLDED_PIN, threadId, told ?? '');
  return { until: told };
}
