import type { PersonId } from '@hearth/shared/kernel/ids';
import { commit, type Streams } from '../../streams/commit.ts';
import { people, type GroupNews } from './stream.ts';

/** Who commits what follows by itself. */
const SYSTEM = 'system';

/**
 * Brings what somebody is to a group to their own stream, and with it to their account, so that every session knows it
 * without another read (promise L8). Repeatable, and in any order: the latest event of the group has the last word.
 */
export async function tellMembership(streams: Streams, personId: PersonId, news: GroupNews): Promise<void> {
  const cause = { commandId: `group:${news.id}/${news.seq}`, issuer: SYSTEM };
  await commit(streams, people, personId, cause, (person) => {
    if (!person || person.erasing || (person.groupSeqs?.[news.id] ?? 0) >= news.seq) return null;
    return { group: news };
  });
  streams.pubSub.publish({ kind: 'access', personId });
}
