import { fileId } from '@hearth/shared/files/entity';
import { entryId, type ClosedEntry, type Entry, type EntryRow } from '@hearth/shared/library/entity';
import { noFacets } from '@hearth/shared/library/facets';
import { excerptOf } from '../threads/access.ts';
import { namedIn } from './naming.ts';
import { presentPart } from './parts.ts';
import type { EntryRecord } from './store.ts';
import { versionsOf } from './version-record.ts';

/** The one that was chosen, or the first of its pictures. */
function coverOf({ cover, parts }: EntryRecord): EntryRow['cover'] {
  const shown = cover ?? parts.find((part) => part.kind === 'picture');
  return shown ? fileId.parse(shown.fileId) : null;
}

/** `at`: in a list of published ones when they were published, elsewhere when they came to where they are. */
export function presentRow(entry: EntryRecord, at: Date = entry.at): EntryRow {
  const { _id, kind, title, summary, languages, by, state } = entry;
  const said = { kind, title, excerpt: excerptOf(summary.html), languages: [...languages], cover: coverOf(entry) };
  return { id: entryId.parse(_id), ...said, by, state, at: at.toISOString() };
}

/** `kept`: what its owner and curators see besides; null for others. */
export function presentEntry(
  entry: EntryRecord,
  { from, successor, kept, now }: Pick<Entry, 'from' | 'successor' | 'kept'> & { readonly now: Date },
): Entry {
  const { excerpt: _, ...row } = presentRow(entry);
  const { summary, parts, audience, licence, credit, publishedAt, isUnreviewed, reason, state, seq } = entry;
  const { facets = noFacets, cover = null } = entry;
  return {
    ...row,
    summary: summary.html,
    parts: parts.map(presentPart),
    ...{ audience, licence, credit, facets, isUnreviewed, named: namedIn(entry, 'yes') },
    ownCover: cover && { ...cover, fileId: fileId.parse(cover.fileId) },
    publishedAt: publishedAt?.toISOString() ?? null,
    ...ageOf(entry, now),
    reason: kept || state === 'archived' ? reason : '',
    rev: seq,
    from,
    successor: state === 'archived' ? successor : null,
    kept,
  };
}

/** Of what is older than these dates, its current version says when somebody last looked. */
function ageOf(entry: EntryRecord, now: Date): Pick<Entry, 'checkedAt' | 'isDue'> {
  const { state, publishedAt, reviewAt = null } = entry;
  const checkedAt = publishedAt && (entry.checkedAt ?? versionsOf(entry).current.at);
  const isDue = state === 'published' && reviewAt !== null && reviewAt <= now;
  return { checkedAt: checkedAt?.toISOString() ?? null, isDue };
}

export function presentClosed({ state, reason, at }: EntryRecord, successor: ClosedEntry['successor']): ClosedEntry {
  if (state === 'removed') return { state, reason, at: at.toISOString(), successor };
  // Why it is being looked at is between its owner and the curators.
  return { state: 'hidden', reason: '', at: at.toISOString(), successor: null };
}
