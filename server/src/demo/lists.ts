import { idFrom } from '@hearth/shared/kernel/id-from';
import { savedListId } from '@hearth/shared/saved/entity';
import { make, place } from '../features/saved/lists.ts';
import { keep } from '../features/saved/service.ts';
import { share } from '../features/saved/sharing.ts';
import type { Filling } from './filling.ts';
import { groupIdOfKey } from './groups.ts';
import { commandIdOf } from './ids.ts';
import { entryIdOfKey } from './library.ts';

const DAY_MINUTES = 24 * 60;

export function listIdOfKey(key: string) {
  return savedListId.parse(idFrom(commandIdOf(`list ${key}`)));
}

export async function fillLists({ network, as }: Filling): Promise<void> {
  for (const { key, by, daysAgo, name, entries, note, shared } of network.lists) {
    const what = `list ${key}`;
    const { id } = await make(as(by, daysAgo * DAY_MINUTES, what), { name });
    for (const [n, entry] of entries.toReversed().entries()) {
      const when = daysAgo * DAY_MINUTES - n - 1;
      const own = { entryId: entryIdOfKey(entry), note: entry === entries[0] ? note : '' };
      await keep(as(by, when, `${what} keeps ${entry}`), own);
      await place(as(by, when, `${what} holds ${entry}`), { entryId: own.entryId, into: [id], out: [] });
    }
    if (!shared) continue;
    const { group, ...said } = shared;
    const whom = { listId: id, with: 'group', groupId: groupIdOfKey(group), renew: false } as const;
    await share(as(by, (daysAgo - 1) * DAY_MINUTES, `${what} shared`), { ...whom, ...said });
  }
}
