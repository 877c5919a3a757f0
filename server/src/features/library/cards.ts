import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type { EntryCard, EntryId } from '@hearth/shared/library/entity';
import type { cardsOfEntries } from '@hearth/shared/library/queries';
import { isShown } from '@hearth/shared/library/state';
import type { Reader } from '../../request/context.ts';
import { countsOf } from '../entry-counts/access.ts';
import { presentRow } from './present.ts';
import { readView } from './reading.ts';

type Cards = typeof cardsOfEntries;

/** Entries that others name: each with the rights of this moment. */
export async function get(reader: Reader, { ids }: InputOf<Cards>): Promise<OutputOf<Cards>> {
  return { cards: await Promise.all(ids.map((id) => cardOf(reader, id))) };
}

/** How far each is, and whether it may be read: what is said of it follows from these. */
export async function versionOf(reader: Reader, { ids }: InputOf<Cards>): Promise<string> {
  return JSON.stringify(await Promise.all(ids.map((id) => versionOfCard(reader, id))));
}

async function versionOfCard(reader: Reader, id: EntryId) {
  const seen = await readView(reader, id);
  if (!seen) return null;
  const { entry, view } = seen;
  const counts = view === 'whole' ? await countsOf(id) : null;
  return [view, entry.seq, entry.mark, counts?.rev];
}

/** What is hidden is grey for its owner and for curators too: the card is what others see of it. */
async function cardOf(reader: Reader, id: EntryId): Promise<EntryCard> {
  const seen = await readView(reader, id);
  if (!seen) return { id, row: null, position: null };
  const { seq, mark } = seen.entry;
  const position = { seq, mark };
  if (seen.view !== 'whole' || !isShown(seen.entry.state)) return { id, row: null, position };
  const { id: _, by: _by, at: _at, ...row } = presentRow(seen.entry);
  const counts = row.state === 'published' ? await countsOf(id) : null;
  return { id, row: { ...row, ...(counts && { counts: counts.said }) }, position };
}
