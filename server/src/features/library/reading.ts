import { viewOf } from '@hearth/shared/library/policy';
import type { Reader } from '../../request/context.ts';
import { findEntry, type EntryRecord } from './store.ts';

/** An entry, and what there is of it for somebody. */
export interface Seen {
  readonly entry: EntryRecord;
  readonly view: 'whole' | 'closed';
}

/** Null where there is no such entry for them. */
export async function readView({ actor }: Pick<Reader, 'actor'>, id: string): Promise<Seen | null> {
  const entry = await findEntry(id);
  const view = entry && viewOf(actor, { ...entry, wasShown: entry.publishedAt !== null });
  return view ? { entry, view } : null;
}
