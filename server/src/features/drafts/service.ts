import type * as contract from '@hearth/shared/drafts/commands';
import { draftError } from '@hearth/shared/drafts/errors';
import { draftLimits } from '@hearth/shared/drafts/limits';
import { purposeOf } from '@hearth/shared/drafts/address';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { isAuthor } from '@hearth/shared/threads/policy';
import { requirePerson, type Context } from '../../request/context.ts';
import { requireBoard } from '../boards/access.ts';
import { findPost, findThread } from '../threads/access.ts';
import { changeDraft, emptied, type DraftRecord, type Next } from './change.ts';
import { presentDraft } from './present.ts';
import { isSent } from './sent.ts';
import { forgetDiscarded } from './store.ts';

type Save = typeof contract.saveDraft;
type Discard = typeof contract.discardDraft;
type Restore = typeof contract.restoreDraft;

export async function save(context: Context, input: InputOf<Save>): Promise<OutputOf<Save>> {
  const { actor } = requirePerson(context);
  const { place, title, text, inReplyTo = null, expected, by } = input;
  const hasWords = title.trim() !== '' || text.trim() !== '';
  if (hasWords) await requirePlace(context, place);
  // It was on its way when they were sent.
  const isLate = hasWords && (await isSent(place, by.commandId));
  let newer: DraftRecord | null = null;
  const after = await changeDraft(context.services, { personId: actor.id, place }, (before): Next | null => {
    newer = null;
    if (isLate) return null;
    const isOwn = before?.by.commandId === by.commandId;
    // What was saved or sent since by the same page.
    if (before && isOwn && before.by.turn >= by.turn) return null;
    if (before?.state === 'kept') {
      if (!isOwn && before.version !== expected) newer = before;
      if (newer) return null;
      return hasWords ? { by, state: 'kept', title, text, inReplyTo } : emptied(by);
    }
    return hasWords ? { by, state: 'kept', title, text, inReplyTo } : null;
  });
  return { version: after?.version ?? null, newer: presentDraft(newer) };
}

export async function discard(context: Context, { place, version }: InputOf<Discard>): Promise<OutputOf<Discard>> {
  return turn(context, { place, version, from: 'kept', to: 'discarded' });
}

export async function restore(context: Context, { place, version }: InputOf<Restore>): Promise<OutputOf<Restore>> {
  return turn(context, { place, version, from: 'discarded', to: 'kept' });
}

interface Turn {
  readonly place: string;
  readonly version: number;
  readonly from: DraftRecord['state'];
  readonly to: DraftRecord['state'];
}

async function turn(context: Context, { place, version, from, to }: Turn): Promise<{ version: number }> {
  const { actor } = requirePerson(context);
  const { commandId } = context;
  const after = await changeDraft(context.services, { personId: actor.id, place }, (before) => {
    if (!before) throw commonError('no-such-thing');
    if (before.by.commandId === commandId) return null;
    if (before.state !== from || before.version !== version) throw draftError('newer-draft');
    return { by: { commandId, turn: 1 }, state: to };
  });
  if (!after) throw commonError('internal');
  if (to === 'discarded') await forgetDiscarded(actor.id, draftLimits.each);
  return { version: after.version };
}

/**
 * Words are kept for what one can read and write; for anything else there is no place to write them. What was written
 * without a name is edited on the device alone: a draft of it would say whose it is (promise L12).
 */
async function requirePlace(context: Context, place: string): Promise<void> {
  const purpose = purposeOf(place);
  const boardId = purpose.kind === 'start' ? purpose.boardId : (await findThread(purpose.threadId))?.boardId;
  if (!boardId) throw commonError('no-such-thing');
  await requireBoard(context, boardId);
  if (purpose.kind !== 'edit') return;
  const post = await findPost(purpose.threadId, purpose.no);
  if (!post || post.purged || purpose.rev > post.rev) throw commonError('no-such-thing');
  if (post.alias || !isAuthor(context.actor, post)) throw commonError('not-yours');
}
