import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import type * as contract from '@hearth/shared/unread/commands';
import { requirePerson, type Context } from '../../request/context.ts';
import { requireBoard } from '../boards/access.ts';
import { findThread, markAllReadTo, markReadBack } from '../threads/access.ts';
import { change, loud, unreadOf } from './inbox.ts';
import { byLatest } from './sift.ts';

type MarkAll = typeof contract.markAllRead;
type UndoMarkAll = typeof contract.undoMarkAll;
type MarkUnread = typeof contract.markUnread;

/** Everything that is unread at this moment, whether a page shows it or not; what is muted stays as it is. */
export async function markAllRead(context: Context, { boardId }: InputOf<MarkAll>): Promise<OutputOf<MarkAll>> {
  const { services, commandId } = context;
  const visitor = requirePerson(context);
  if (boardId) await requireBoard(context, boardId);
  const { undo } = await change({ ...context, visitor }, (inbox) => {
    if (inbox.undo?.commandId === commandId) return inbox;
    const marked = loud(inbox).filter((thread) => !boardId || thread.boardId === boardId);
    return {
      ...inbox,
      threads: inbox.threads.filter((thread) => !marked.includes(thread)),
      ...(!boardId && { awaySince: null }),
      undo: { commandId, threads: marked.map((thread) => ({ ...thread, no: inbox.readNos.get(thread.id) ?? 0 })) },
    };
  });
  // After it is stored what there is to undo, also by the try after a crash: what is read already tells nobody what it was.
  const marked = undo?.threads ?? [];
  await markAllReadTo(
    services,
    visitor.actor.id,
    marked.map(({ id, lastNo }) => ({ threadId: id, no: lastNo })),
  );
  return { threads: marked.length };
}

export async function undoMarkAll(context: Context, { of }: InputOf<UndoMarkAll>): Promise<OutputOf<UndoMarkAll>> {
  const visitor = requirePerson(context);
  let threads = 0;
  await change({ ...context, visitor }, async (inbox) => {
    const { undo } = inbox;
    if (undo?.commandId !== of) return inbox;
    const back = undo.threads.map(({ id, lastNo, no }) => ({ threadId: id, no, from: lastNo }));
    await markReadBack(context.services, visitor.actor.id, back);
    threads = back.length;
    const known = new Set(inbox.threads.map(({ id }) => id));
    const again = undo.threads.filter(({ id }) => !known.has(id)).map(({ no: _no, ...thread }) => thread);
    // What was read on since goes with the next look.
    return { ...inbox, threads: [...inbox.threads, ...again].sort(byLatest), undo: null };
  });
  return { threads };
}

export async function markUnread(context: Context, input: InputOf<MarkUnread>): Promise<OutputOf<MarkUnread>> {
  const visitor = requirePerson(context);
  const thread = await findThread(input.threadId);
  if (!thread) throw commonError('no-such-thing');
  await requireBoard(context, thread.boardId);
  const { id, boardId, lastNo, at } = unreadOf(thread);
  const wanted = Math.min(input.no, lastNo) - 1;
  let no = wanted;
  await change({ ...context, visitor }, async (inbox) => {
    const known = inbox.threads.find((one) => one.id === id);
    const readNo = known ? (inbox.readNos.get(id) ?? 0) : lastNo;
    no = Math.min(readNo, wanted);
    if (no < readNo) await markReadBack(context.services, visitor.actor.id, [{ threadId: id, no }]);
    const kept = { id, boardId, at, lastNo, isKept: true };
    return { ...inbox, threads: [...inbox.threads.filter((one) => one !== known), kept].sort(byLatest) };
  });
  return { no };
}

export async function stayAsItIs(context: Context): Promise<Record<string, never>> {
  const visitor = requirePerson(context);
  await change({ ...context, visitor }, (inbox) => ({ ...inbox, awaySince: null }));
  return {};
}
