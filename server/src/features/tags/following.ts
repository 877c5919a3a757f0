import { randomUUID } from 'node:crypto';
import type { Services } from '../../services.ts';
import { commit } from '../../streams/commit.ts';
import { react } from '../reaction.ts';
import { fieldsOf, readIdsTagged } from '../threads/access.ts';
import { threads } from '../threads/stream.ts';
import { inPlaceOf } from './access.ts';
import { readTags } from './store.ts';
import { tags } from './stream.ts';

/** Gives threads the tag that took the place of theirs, each by an event of its own, so that open pages follow. */
export const followMerges = react({
  to: tags,
  name: 'merged-tags',
  async handle(services, events) {
    const merged = events.flatMap(({ data }) => data.tags.filter(({ mergedInto }) => mergedInto));
    for (const { _id } of merged) for (const id of await readIdsTagged(_id)) await retag(services, id);
  },
});

async function retag({ streams }: Services, threadId: string): Promise<void> {
  const all = new Map((await readTags()).map((tag) => [tag._id, tag]));
  const cause = { commandId: randomUUID(), issuer: 'system' };
  await commit(streams, threads, threadId, cause, (thread) => {
    if (!thread?.tags?.some((id) => all.get(id)?.mergedInto)) return null;
    const now = thread.tags.flatMap((id) => inPlaceOf(all, id)?._id ?? []);
    return { thread: { ...fieldsOf(thread), tags: [...new Set(now)] } };
  });
}
