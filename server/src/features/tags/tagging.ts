import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import type { tagThread } from '@hearth/shared/tags/commands';
import type { AuditedAct } from '../../request/audit-log.ts';
import { commitAs, requirePerson, type Context } from '../../request/context.ts';
import { mayOnBoard, requireBoard } from '../boards/access.ts';
import {
  fieldsOf,
  findThread,
  isAuthorOf,
  presentThread,
  requireHere,
  requireOpen,
  requireThread,
  type ThreadRecord,
} from '../threads/access.ts';
import { threads } from '../threads/stream.ts';
import { chosen, requireAsked } from './access.ts';

type Tagging = typeof tagThread;

/** What the audit log has of it. */
function taggedBy({ _id, boardId, by, tags: held = [] }: ThreadRecord, tags: readonly string[]): AuditedAct {
  const [before, after] = [{ tags: held.join(' ') }, { tags: tags.join(' ') }];
  return { on: { kind: 'thread', id: _id }, boards: [boardId], about: by?.personId, before, after };
}

export async function tagOne(context: Context, input: InputOf<Tagging>): Promise<OutputOf<Tagging>> {
  requirePerson(context);
  const event = await commitAs(context, threads, input.threadId, async (aggregate) => {
    const thread = await requireThread(context, aggregate);
    requireHere(thread);
    const isOwn = await isAuthorOf(context, thread);
    if (!isOwn && !(await mayOnBoard(context, thread.boardId, 'moderate'))) throw commonError('not-yours');
    await requireOpen(context, thread);
    const tags = await chosen(context.services, input.tags, thread.tags);
    if (tags.join(' ') === (thread.tags ?? []).join(' ')) return null;
    await requireAsked(context.services, await requireBoard(context, thread.boardId), tags);
    if (!isOwn) await context.audit(taggedBy(thread, tags));
    return { thread: { ...fieldsOf(thread), tags } };
  });
  const thread = event ? threads.evolve(null, input.threadId, event) : await findThread(input.threadId);
  if (!thread) throw commonError('internal');
  return { thread: presentThread(thread) };
}
