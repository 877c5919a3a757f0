import { findEntry, readAfter, type EntryRecord } from './store.ts';

/** The addresses that an entry leads to while it is published, each once; those of its current version. */
export function linksIn({ state, parts }: Pick<EntryRecord, 'state' | 'parts'>): string[] {
  if (state !== 'published') return [];
  return [...new Set(parts.flatMap((part) => (part.kind === 'link' ? part.url : [])))];
}

export async function linksOfPublished(id: string): Promise<string[]> {
  const entry = await findEntry(id);
  return entry ? linksIn(entry) : [];
}

/** All that is published, by their ids. */
export async function publishedAfter(after: string, most: number): Promise<{ id: string; links: string[] }[]> {
  const found = await readAfter(after, most, { circles: null });
  return found.map((entry) => ({ id: entry._id, links: linksIn(entry) }));
}

/** Null once they have left. */
export async function ownerOfEntry(id: string): Promise<string | null> {
  return (await findEntry(id))?.by?.personId ?? null;
}
