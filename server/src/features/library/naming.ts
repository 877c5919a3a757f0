import type { Byline } from '@hearth/shared/accounts/entity';
import { libraryError } from '@hearth/shared/library/errors';
import type { NamingAnswer } from '@hearth/shared/library/naming';
import type { EntryRecord } from './store.ts';

/** Others read it only once nobody waits to be asked. */
export function requireAnswered({ note }: Pick<EntryRecord, 'note'>): void {
  if (note?.asked.some(({ answer }) => answer === 'waiting')) throw libraryError('library-unanswered');
}

/** Without the names of those who have said nothing. */
export function withoutWaiting({ note }: Pick<EntryRecord, 'note'>): Pick<EntryRecord, 'note'> {
  return note ? { note: { ...note, asked: note.asked.filter(({ answer }) => answer === 'yes') } } : {};
}

/** Those who have said this. */
export function namedIn({ note }: Pick<EntryRecord, 'note'>, said: NamingAnswer): Byline[] {
  return (note?.asked ?? []).flatMap(({ by, answer }) => (by && answer === said ? [by] : []));
}
