import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import type { tagThread } from '@hearth/shared/tags/commands';
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
} from '../threads/access.ts';
import { threads } from '../threads/stream.ts';
import { chosen, requireAsked } from './access.ts';

type Tagging = typeof tagThread;

export async function tagOne(context: Context, input: InputOf<Tagging>): Promise<OutputOf<Tagging>> {
  requirePerson(context);
  const event = await commitAs(context, threads, input.threadId, async (aggregate) => {
    const thread = await requireThread(context, aggregate);
    requireHere(thread);
    const isTheirs = (await isAuthorOf(context, thread)) || (await mayOnBoard(context, thread.boardId, 'moderate'));
    if (!isTheirs) throw commonError('not-yours');
    await requireOpen(context, thread);
    const tags = await chosen(context.services, input.tags, thread.tags);
    if (tags.join(' ') === (thread.tags ?? []).join(' ')) return null;
    await requireAsked(context.services, await requireBoard(context, thread.boardId), tags);
    return { thread: { ...fieldsOf(thread), tags } };
  });
  const thread = event ? threads.evolve(null, input.threadId, event) : await findThread(input.threadId);
  if (!thread) throw commonError('internal');
  return { thread: presentThread(thread) };
}
