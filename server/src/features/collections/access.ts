import { readableCollection } from './reading.ts';

/** What other features may use of this one. */

/** What a collection is called for a reader; null where there is none for them. */
export async function titleOfCollection(
  reader: Parameters<typeof readableCollection>[0],
  id: string,
): Promise<string | null> {
  return (await readableCollection(reader, id))?.title ?? null;
}
