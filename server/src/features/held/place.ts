import type { Publishing } from '../../services.ts';
import { expectAggregate } from '../../streams/commit.ts';
import { findScheduled } from '../scheduled/access.ts';
import { findPost } from '../threads/access.ts';
import { threads } from '../threads/stream.ts';

/** Where something is to stand; nowhere for what is written elsewhere, such as in a room. */
export interface Place {
  readonly boardId: string | null;
  /** Of a reply. */
  readonly threadId: string | null;
  /** What stands there already, of one's own; null where it is written for the first time. */
  readonly before: string | null;
}

const NOWHERE: Place = { boardId: null, threadId: null, before: null };

/** By these what was harmless becomes something else. */
export const REWRITING: ReadonlySet<string> = new Set(['post.edit', 'scheduled.change']);

export async function placeOf({ services, name, input }: Publishing): Promise<Place> {
  const fields: Readonly<Record<string, unknown>> = Object(input);
  const { boardId, threadId, no, id } = fields;
  if (typeof boardId === 'string') return { ...NOWHERE, boardId };
  if (name === 'scheduled.change' && typeof id === 'string') return scheduledAt(id);
  if (typeof threadId !== 'string') return NOWHERE;
  if (name === 'post.edit' && typeof no === 'number') return postAt(threadId, no, await boardOf(services, threadId));
  return name === 'post.reply' ? { ...NOWHERE, boardId: await boardOf(services, threadId), threadId } : NOWHERE;
}

async function boardOf(services: Publishing['services'], threadId: string): Promise<string | null> {
  return (await expectAggregate(services.streams, threads, threadId))?.boardId ?? null;
}

async function scheduledAt(id: string): Promise<Place> {
  const record = await findScheduled(id);
  return record ? { ...NOWHERE, boardId: record.boardId, before: record.text } : NOWHERE;
}

/** What begins a thread stands on its board. */
async function postAt(threadId: string, no: number, boardId: string | null): Promise<Place> {
  const post = await findPost(threadId, no);
  return { boardId, threadId: no === 1 ? null : threadId, before: post?.text ?? null };
}
