import type { Byline } from '@hearth/shared/accounts/entity';
import { AppError } from '@hearth/shared/kernel/errors';
import type { Services } from '../../services.ts';
import { commit, type Cause } from '../../streams/commit.ts';
import type { EventRecord } from '../../streams/definition.ts';
import { findThread, requireHere, type GoingRecord, type ThreadRecord } from '../threads/access.ts';
import { threads, type ThreadData } from '../threads/stream.ts';

/** Posts of one thread on their way to another one. */
export interface Journey {
  readonly services: Services;
  readonly source: string;
  readonly going: GoingRecord;
  /** Who decided it; null where they have left since. */
  readonly by: Byline | null;
}

/** Who commits what follows by itself. */
const SYSTEM = 'system';

/** Each step has an id that follows from the decision: whatever is repeated is done once. */
function causeOf({ source, going }: Journey, step: string): Cause {
  return { commandId: `carry/${source}/${going.note}/${step}`, issuer: SYSTEM };
}

interface Arrived {
  /** The thread where it is done: the one that was meant, or where that has been merged meanwhile, the one it goes on in. */
  readonly to: string;
  readonly event: EventRecord<ThreadData>;
}

/** Does one step where the posts go to. What was done there before is found there, whatever has become of that thread. */
export async function arrive(
  journey: Journey,
  step: string,
  decide: (thread: ThreadRecord | null) => Promise<ThreadData>,
): Promise<Arrived> {
  for (let to = journey.going.to; ;) {
    try {
      const { streams } = journey.services;
      const event = await commit(streams, threads, to, causeOf(journey, step), (thread) => {
        if (thread) requireHere(thread);
        return decide(thread);
      });
      if (event) return { to, event };
      throw new Error(`step ${step} of ${journey.source} has come to nothing`);
    } catch (error) {
      const next = error instanceof AppError && error.reason === 'merged' ? (await findThread(to))?.mergedInto : null;
      if (!next || next === journey.source) throw error;
      to = next;
    }
  }
}

/** Does one step in one thread, whatever is on its way from or to it; null where there is nothing left to do. */
export async function stepIn(
  journey: Journey,
  threadId: string,
  step: string,
  decide: (thread: ThreadRecord) => Promise<ThreadData | null>,
): Promise<void> {
  const { streams } = journey.services;
  await commit(streams, threads, threadId, causeOf(journey, step), (thread) => (thread ? decide(thread) : null));
}
