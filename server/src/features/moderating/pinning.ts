import { randomUUID } from 'node:crypto';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import type * as contract from '@hearth/shared/moderating/commands';
import { moderatingError } from '@hearth/shared/moderating/errors';
import { moderatingLimits } from '@hearth/shared/moderating/limits';
import type { Thread } from '@hearth/shared/threads/entity';
import { z } from 'zod';
import type { Job } from '../../jobs/job.ts';
import type { Context } from '../../request/context.ts';
import type { Services } from '../../services.ts';
import { commit } from '../../streams/commit.ts';
import { changeThread, fieldsOf, readPinned } from '../threads/access.ts';
import { threads } from '../threads/stream.ts';

type Pin = typeof contract.pinThread;

/** Its end is a job, so that open pages see it: put down before the pin, which it looks for. */
export async function pin(context: Context, { threadId, until }: InputOf<Pin>): Promise<OutputOf<Pin>> {
  const { clock, jobs } = context.services;
  const end = until === null ? null : new Date(until);
  const thread = await changeThread(context, threadId, async ({ boardId, pinnedUntil = null }) => {
    if (!end && !pinnedUntil) throw moderatingError('already-so');
    if (!end) return { pin: null, pinnedUntil: null };
    if (end <= clock.now()) throw commonError('invalid-input', { fields: { until: 'too-small' } });
    if ((await countOthers(boardId, threadId)) >= moderatingLimits.pinned) throw moderatingError('too-many-pinned');
    const input = { threadId, until: end.toISOString() };
    await jobs.schedule(endPin, { key: `${threadId}/${input.until}`, at: end, input });
    return { pin: 1, pinnedUntil: end };
  });
  if (end) await requireStillRoom(context, thread, end);
  return { thread };
}

async function countOthers(boardId: string, threadId: string): Promise<number> {
  const pinned = await readPinned(boardId, moderatingLimits.pinned + 1);
  return pinned.filter(({ _id }) => _id !== threadId).length;
}

/** Each thread decides for itself: of two that are pinned at the same moment at least one sees the other now, and steps back. */
async function requireStillRoom({ services }: Context, { id, boardId }: Thread, until: Date): Promise<void> {
  if ((await countOthers(boardId, id)) < moderatingLimits.pinned) return;
  await takeDown(services, id, until.toISOString(), randomUUID());
  throw moderatingError('too-many-pinned');
}

const ending = z.object({ threadId: z.string(), until: z.iso.datetime() });

export const endPin: Job<z.infer<typeof ending>> = {
  name: 'thread.end-pin',
  input: ending,
  attempts: 20,
  atOnce: 4,
  run: (services, { threadId, until }) => takeDown(services, threadId, until, `unpin/${threadId}/${until}`),
};

async function takeDown(
  { streams }: Pick<Services, 'streams'>,
  threadId: string,
  until: string,
  commandId: string,
): Promise<void> {
  await commit(streams, threads, threadId, { commandId, issuer: 'system' }, (thread) =>
    thread?.pinnedUntil?.toISOString() === until
      ? { thread: { ...fieldsOf(thread), pin: null, pinnedUntil: null } }
      : null,
  );
}
