import { collectionId, type GivenRow } from '@hearth/shared/collections/entity';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { draft, turn } from '../features/collections/service.ts';
import type { Filling } from './filling.ts';
import { commandIdOf } from './ids.ts';
import type { DemoCollection } from './library-collection.ts';
import { entryIdOfKey } from './library.ts';

const DAY_MINUTES = 24 * 60;

export function collectionIdOfKey(key: string) {
  return collectionId.parse(idFrom(commandIdOf(`collection ${key}`)));
}

export async function fillCollections({ network, as }: Filling): Promise<void> {
  for (const { key, by, daysAgo, title, intro, rows } of network.collections) {
    const what = `collection ${key}`;
    const said = { title, intro, rows: rows.map(givenRow), audience: 'everyone' as const, groups: [] };
    const begun = await draft(as(by, daysAgo * DAY_MINUTES, what), said);
    const publishing = as(by, daysAgo * DAY_MINUTES - 10, `${what} published`);
    await turn(publishing, { collectionId: begun.id, rev: begun.rev, act: 'publish' });
  }
}

function givenRow(row: DemoCollection['rows'][number]): GivenRow {
  if ('heading' in row) return { kind: 'heading', text: row.heading };
  return { kind: 'entry', entryId: entryIdOfKey(row.entry), note: row.note };
}
