import type { Actor } from '@hearth/shared/kernel/access';
import { commonError } from '@hearth/shared/kernel/errors';
import { viewOf } from '@hearth/shared/library/policy';
import { personIdOf, type Reader } from '../../request/context.ts';
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

/** Whoever may not read all of an entry is told that there is none. */
export async function requireEntry(reader: Pick<Reader, 'actor'>, id: string): Promise<EntryRecord> {
  const seen = await readView(reader, id);
  if (seen?.view !== 'whole') throw commonError('no-such-thing');
  return seen.entry;
}

/** Whether it is published, and somebody else’s: what one makes of it oneself is not counted. */
export function isOthers(actor: Actor, { by, state }: Pick<EntryRecord, 'by' | 'state'>): boolean {
  return state === 'published' && (by === null || by.personId !== personIdOf(actor));
}

/** Whether it stands in the list for somebody: what has changed since the index was read is shown by what it is now. */
export function isListed(actor: Actor, entry: EntryRecord): boolean {
  return entry.state === 'published' && viewOf(actor, { ...entry, wasShown: true }) === 'whole';
}
