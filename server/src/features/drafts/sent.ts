import { placeOf, purposeOf } from '@hearth/shared/drafts/address';
import { threadId as threadIdRule } from '@hearth/shared/threads/entity';
import { boardId as boardIdRule } from '@hearth/shared/boards/entity';
import type { CommandId } from '@hearth/shared/kernel/ids';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { cleaned } from '@hearth/shared/kernel/signs';
import { nameOf } from '@hearth/shared/kernel/stream';
import { threadStream } from '@hearth/shared/threads/events';
import type { Services } from '../../services.ts';
import { idOf, type EventRecord } from '../../streams/definition.ts';
import { findByCommand } from '../../streams/store.ts';
import { react } from '../reaction.ts';
import { threads, type ThreadData } from '../threads/stream.ts';
import { changeDraft } from './change.ts';
import { ended, type DraftRecord } from './change.ts';

/**
 * What is posted is no draft any more, on none of its writer's devices: by the id it was to be sent under, or because it
 * says the same. Other words that are being written there stay.
 */
export const draftsSent = react({
  to: threads,
  name: 'drafts',
  async handle(services, events) {
    await Promise.all(events.map((event) => endSentBy(services, event)));
  },
});

async function endSentBy(services: Services, { stream, commandId, data }: EventRecord<ThreadData>): Promise<void> {
  const place = placeIn(idOf(stream), data);
  const personId = data.post?.by?.personId;
  if (place && personId) await endSent(services, { personId, place }, commandId, (draft) => isSaidBy(draft, data));
}

/** Ends the draft that was to be sent by this command, or says what it has sent. */
export function endSent(
  services: Services,
  where: { readonly personId: string; readonly place: string },
  commandId: string,
  isSaid: (draft: DraftRecord) => boolean = () => false,
): Promise<DraftRecord | null> {
  return changeDraft(services, where, (before) =>
    before?.state === 'kept' && (before.by.commandId === commandId || isSaid(before))
      ? ended({ commandId, turn: before.by.turn })
      : null,
  );
}

/** Whether the command has run that was to send what is written at a place: the log says so before anything follows from it. */
export async function isSent(place: string, commandId: CommandId): Promise<boolean> {
  const purpose = purposeOf(place);
  const threadId = purpose.kind === 'start' ? threadIdRule.parse(idFrom(commandId)) : purpose.threadId;
  return (await findByCommand(nameOf(threadStream, threadId), commandId)) !== null;
}

function placeIn(id: string, { thread, post, replaces, carried }: ThreadData): string | null {
  if (!post || carried !== undefined) return null;
  const threadId = threadIdRule.parse(id);
  if (replaces !== undefined) return placeOf({ kind: 'edit', threadId, no: post.no, rev: replaces });
  if (post.no > 1) return placeOf({ kind: 'reply', threadId });
  return placeOf({ kind: 'start', boardId: boardIdRule.parse(thread.boardId) });
}

function isSaidBy(draft: DraftRecord, { thread, post }: ThreadData): boolean {
  const isSame = (words: string, said: string) => cleaned(words).trim() === said;
  return isSame(draft.text, post?.text ?? '') && (post?.no !== 1 || isSame(draft.title || thread.title, thread.title));
}
