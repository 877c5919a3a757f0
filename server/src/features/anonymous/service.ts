import { aliasIn } from '@hearth/shared/anonymous/alias';
import type * as commands from '@hearth/shared/anonymous/commands';
import type * as queries from '@hearth/shared/anonymous/queries';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { requirePerson, type Context, type QueryContext, type Reader } from '../../request/context.ts';
import { readActive } from '../accounts/access.ts';
import { asksUnnamed, mayOf, mayOnBoard, requireBoard, requireRight } from '../boards/access.ts';
import { findThread, presentThread, type ThreadRecord } from '../threads/access.ts';
import { aliasFor, isAsker, type AliasRecord } from './access.ts';
import { unseal } from './asker.ts';
import { findAsker, findOpening, insertOpening, readOpenings } from './store.ts';

type Open = typeof commands.openAnonymous;

/** The reason is kept before anything is shown, so that nobody sees who it is without having said why. */
export async function open(context: Context, { threadId, reason }: InputOf<Open>): Promise<OutputOf<Open>> {
  const { actor, byline } = requirePerson(context);
  const { alias, boardId } = await requireUnnamed(context, threadId);
  await requireRight(context, boardId, 'moderate');
  const known = await findOpening(context.commandId);
  if (known && (known.by?.personId !== actor.id || known.askerId !== alias.askerId)) throw commonError('id-taken');
  const { askerId } = alias;
  const { clock, secret } = context.services;
  // Of the thread alone: whoever asked stands in no log.
  await context.audit({ on: { kind: 'thread', id: threadId }, boards: [boardId], reason });
  if (!known) await insertOpening({ _id: context.commandId, askerId, by: byline, reason, at: clock.now() });
  const asker = await findAsker(askerId);
  const personId = asker && unseal(secret, askerId, asker);
  const [found] = personId ? await readActive([personId]) : [];
  return { by: found?.byline ?? null };
}

type GetAlias = typeof queries.getAlias;

export async function getAlias(context: QueryContext, { boardId }: InputOf<GetAlias>): Promise<OutputOf<GetAlias>> {
  const { byline } = requirePerson(context);
  const board = await requireBoard(context, boardId);
  if (!asksUnnamed(board) || !(await mayOnBoard(context, boardId, 'start'))) return { alias: null };
  return { alias: aliasIn(await aliasFor(context.services, board, byline)) };
}

type List = typeof queries.listOpenings;

export async function list(context: QueryContext, { threadId }: InputOf<List>): Promise<OutputOf<List>> {
  requirePerson(context);
  const thread = await requireUnnamed(context, threadId);
  const asks = await isAsker(context, thread.alias);
  const { moderate } = mayOf(context, await requireBoard(context, thread.boardId));
  if (!asks && !moderate) throw commonError('not-allowed');
  const { id, title, language, alias } = presentThread(thread);
  const openings = await readOpenings(thread.alias.askerId);
  return {
    thread: { id, title, language, ...(alias && { alias }) },
    asks,
    mayOpen: moderate && !asks,
    openings: openings.map(({ by, reason, at }) => ({ by, reason, at: at.toISOString() })),
  };
}

/** A thread that was started without a name and that one may read; no other is known here. */
async function requireUnnamed(
  reader: Reader,
  threadId: string,
): Promise<ThreadRecord & { readonly alias: AliasRecord }> {
  const thread = await findThread(threadId);
  if (!thread) throw commonError('no-such-thing');
  await requireBoard(reader, thread.boardId);
  const { alias } = thread;
  if (!alias) throw commonError('no-such-thing');
  return { ...thread, alias };
}
