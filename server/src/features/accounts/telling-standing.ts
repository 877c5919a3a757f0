import type { PersonId } from '@hearth/shared/kernel/ids';
import { commit, type Streams } from '../../streams/commit.ts';
import type { Standing } from './store.ts';
import { people } from './stream.ts';

/** Who commits what follows by itself. */
const SYSTEM = 'system';

/**
 * Brings what was decided about somebody to their own stream, and with it to their account, so that every session knows it
 * without another read (promise L8). Repeatable, and in any order: the latest revision has the last word.
 */
export async function tellStanding(streams: Streams, personId: PersonId, standing: Standing): Promise<void> {
  const cause = { commandId: `standing:${personId}/${standing.rev}`, issuer: SYSTEM };
  await commit(streams, people, personId, cause, (person) => {
    if (!person || person.erasing || (person.standing?.rev ?? 0) >= standing.rev) return null;
    return { standing };
  });
  streams.pubSub.publish({ kind: 'access', personId });
}
