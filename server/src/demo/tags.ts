import { create } from '../features/tags/service.ts';
import type { Filling } from './filling.ts';

/** The list of tags, before the threads that have them. A moderator made it long ago. */
export async function fillTags({ network, as }: Filling): Promise<void> {
  const keeper = network.people.find(({ role }) => role === 'moderator');
  if (!keeper) throw new Error('The demo network has no moderator.');
  for (const { id, name, synonyms, group } of network.tags)
    await create(as(keeper.key, LONG_AGO, `tag ${id}`), { tagId: id, name, synonyms, group });
}

/** Minutes: before the first thread. */
const LONG_AGO = 100 * 24 * 60;
