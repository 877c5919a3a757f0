import { entryId, type EntryId, type EntryState } from '@hearth/shared/library/entity';
import type { EntryNews as News } from '@hearth/shared/library/news';
import type { Context } from '../../request/context.ts';
import { libraryError } from '@hearth/shared/library/errors';
import { stateAfter } from '@hearth/shared/library/state';
import { namedIn } from './naming.ts';
import { readView } from './reading.ts';
import { turn } from './service.ts';
import { findEntry, type EntryRecord } from './store.ts';

/** What other features may use of this one. */
export { isOthers, requireEntry } from './reading.ts';
export type { EntryRecord } from './store.ts';

export { knownImported, putImported, takeBackImported, type ImportedFile, type ImportedWords } from './importing.ts';
export { readView as readEntry } from './reading.ts';
export { linksIn, linksOfPublished, ownerOfEntry, publishedAfter } from './links.ts';

export interface EntryNews {
  readonly id: EntryId;
  readonly title: string;
  readonly state: EntryState;
  readonly reason: string;
  /** What is told of it, where that is not the state it is in. */
  readonly news: News | null;
}

/** What curators decided last about somebody's entry, or that they ask for it; null where it is not theirs, or they have sent it again since. */
export async function newsOfEntry(personId: string, id: string): Promise<EntryNews | null> {
  const entry = await findEntry(id);
  if (!entry) return null;
  if (entry.by?.personId !== personId) return asksOf(personId, entry);
  const { title, state, reason, suggestedBy, news = null } = entry;
  if (state === 'submitted' || (state === 'draft' && !suggestedBy)) return null;
  // What they did themselves is no news to them.
  if ((state === 'hidden' || state === 'archived') && !entry.decidedBy) return null;
  // What is asked is nobody's decision.
  return { id: entryId.parse(id), title, state, reason: news === 'due' ? '' : reason, news };
}

/** Of what is somebody else's: that they are asked whether it may name them. */
function asksOf(personId: string, entry: EntryRecord): EntryNews | null {
  const { _id, title, state } = entry;
  if (state === 'removed' || !namedIn(entry, 'waiting').some((by) => by.personId === personId)) return null;
  return { id: entryId.parse(_id), title, state, reason: '', news: 'naming' };
}

/** What an entry is called for a reader; null where there is none for them, or it has no name any more. */
export async function titleOfEntry(reader: Parameters<typeof readView>[0], id: string): Promise<string | null> {
  return (await readView(reader, id))?.entry.title || null;
}

export { forgetInLibrary } from './forgetting.ts';
export { newestVersions, publishedAbout, renewedWithin, versionFor, type Span } from './news.ts';
export { archivedAmong, shelvedAmong, shelvedEntries } from './shelf.ts';
/** Who watches what follows from all that an entry says. */
export async function wholeAudience(reader: Parameters<typeof readView>[0], id: string): Promise<'public' | null> {
  return (await readView(reader, id))?.view === 'whole' ? 'public' : null;
}

/** By a curator, with the reason its owner reads. Harmless when it is done again. */
export async function hideEntry(context: Context, id: string, reason: string): Promise<void> {
  const entry = (await readView(context, id))?.entry;
  if (!entry || entry.state === 'hidden' || entry.state === 'removed') return;
  if (stateAfter('hide', entry.state) === null) throw libraryError('library-not-now');
  await turn(context, { entryId: entryId.parse(id), rev: entry.seq, act: 'hide', reason });
}
