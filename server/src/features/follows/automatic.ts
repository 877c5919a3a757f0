import type { OwnReason } from '@hearth/shared/follows/levels';
import { OWN_LEVEL } from '@hearth/shared/follows/own';
import { writeStanding } from '@hearth/shared/follows/state';
import type { PersonId } from '@hearth/shared/kernel/ids';
import type { Services } from '../../services.ts';
import { idOf, type EventRecord } from '../../streams/definition.ts';
import { tellOwn } from '../accounts/access.ts';
import { react } from '../reaction.ts';
import { hasWritten } from '../threads/access.ts';
import { threads, type ThreadData } from '../threads/stream.ts';
import { deleteFollow, putAutomatic, readSaidOf, type FollowRecord } from './store.ts';

type Row = Omit<FollowRecord, 'level'>;

/**
 * Whoever starts a thread or replies follows it from then on, unless they have said something of it. One write for all
 * that is posted in a moment, after it was answered; of those who follow the thread already nobody is looked up.
 */
export const followOwnThreads = react({
  to: threads,
  name: 'follows',
  async handle(services, events) {
    await follow(services, [
      ...new Map(events.flatMap(rowOf).map((row) => [`${row.personId} ${row.id}`, row])).values(),
    ]);
  },
});

function rowOf({ stream, data: { post, replaces, carried } }: EventRecord<ThreadData>): Row[] {
  if (!post?.by || post.note || replaces !== undefined || carried !== undefined) return [];
  const reason = post.no === 1 ? 'started' : 'replied';
  return [{ personId: post.by.personId, kind: 'thread', id: idOf(stream), reason, at: post.at }];
}

/** So many followers at once. */
const SOME = 500;

/**
 * Whoever follows a thread follows the one where its posts go on, unless they have said something of that; whoever has muted
 * it has muted what was begun with some of its posts.
 */
export async function carryFollows(
  services: Pick<Services, 'use' | 'clock'>,
  from: string,
  { to, isBegun }: { readonly to: string; readonly isBegun: boolean },
): Promise<void> {
  const at = services.clock.now();
  for (let after = '', said = await readSaidOf(from, after, SOME); said.length > 0;) {
    const rows = said.flatMap(({ personId, kind, level }) =>
      level === 'follow' || (level === 'mute' && isBegun)
        ? [{ personId, kind, id: to, level, reason: 'merged' as const, at }]
        : [],
    );
    for (const { personId, level } of await putAutomatic(rows))
      tellOwn(services, personId, OWN_LEVEL, `thread/${to}`, writeStanding({ level, reason: 'merged' }));
    after = said.at(-1)?.personId ?? after;
    said = await readSaidOf(from, after, SOME);
  }
}

async function follow(services: Pick<Services, 'use'>, rows: readonly Row[]): Promise<void> {
  for (const { personId, id, reason } of await putAutomatic(rows)) tell(services, personId, id, reason);
}

/** Whoever has the same question wants to know the answer. */
export async function followBecauseOfSame(
  services: Pick<Services, 'use' | 'clock'>,
  personId: string,
  threadId: string,
): Promise<void> {
  await follow(services, [{ personId, kind: 'thread', id: threadId, reason: 'same', at: services.clock.now() }]);
}

/** They have it no more, and follow the thread only if they have written there: also where a crash left that out before. */
export async function unfollowBecauseOfSame(
  services: Pick<Services, 'use' | 'clock'>,
  personId: PersonId,
  threadId: string,
): Promise<void> {
  const key = { personId, kind: 'thread', id: threadId } as const;
  const didFollow = await deleteFollow({ ...key, reason: 'same' });
  if (await hasWritten(personId, threadId)) {
    await follow(services, [{ ...key, reason: 'replied', at: services.clock.now() }]);
  } else if (didFollow) {
    tellOwn(services, personId, OWN_LEVEL, `thread/${threadId}`, writeStanding({ level: 'normal', reason: null }));
  }
}

function tell(services: Pick<Services, 'use'>, personId: string, threadId: string, reason: OwnReason): void {
  tellOwn(services, personId, OWN_LEVEL, `thread/${threadId}`, writeStanding({ level: 'follow', reason }));
}
