import type { Byline } from '@hearth/shared/accounts/entity';
import { libraryError } from '@hearth/shared/library/errors';
import type { NamingAnswer } from '@hearth/shared/library/naming';
import type { EntryRecord, NoteRecord } from './store.ts';

/** Others read it only once nobody waits to be asked. */
export function requireAnswered({ note }: Pick<EntryRecord, 'note'>): void {
  if (note?.asked.some(({ answer }) => answer === 'waiting')) throw libraryError('library-unanswered');
}

type Words = Pick<EntryRecord, 'title' | 'summary'>;

/** A yes is for the words that were read: where its owner puts others into their place it is asked for anew. Null where it stands. */
export function askedAnew(
  { note, title, summary }: Words & Pick<EntryRecord, 'note'>,
  after: Words,
): NoteRecord | null {
  const isSame = wordsIn(after) === wordsIn({ title, summary });
  if (isSame || !note?.asked.some(({ answer }) => answer === 'yes')) return null;
  return { ...note, asked: note.asked.map(({ by }) => ({ by, answer: 'waiting' })) };
}

function wordsIn({ title, summary }: Words): string {
  return `${title}\n${summary.text}`.replace(/\s+/gu, ' ').trim();
}

/** Without the names of those who have said nothing. */
export function withoutWaiting({ note }: Pick<EntryRecord, 'note'>): Pick<EntryRecord, 'note'> {
  return note ? { note: { ...note, asked: note.asked.filter(({ answer }) => answer === 'yes') } } : {};
}

/** Those who have said this. */
export function namedIn({ note }: Pick<EntryRecord, 'note'>, said: NamingAnswer): Byline[] {
  return (note?.asked ?? []).flatMap(({ by, answer }) => (by && answer === said ? [by] : []));
}
