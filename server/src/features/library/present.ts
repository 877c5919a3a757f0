import { entryId, type ClosedEntry, type Entry, type EntryRow } from '@hearth/shared/library/entity';
import { excerptOf } from '../threads/access.ts';
import { presentPart } from './parts.ts';
import type { EntryRecord } from './store.ts';

/** `at`: in a list of published ones when they were published, elsewhere when they came to where they are. */
export function presentRow(entry: EntryRecord, at: Date = entry.at): EntryRow {
  const { _id, kind, title, summary, languages, by, state } = entry;
  const excerpt = excerptOf(summary.html);
  return { id: entryId.parse(_id), kind, title, excerpt, languages: [...languages], by, state, at: at.toISOString() };
}

/** `kept`: what its owner and curators see besides; null for others. */
export function presentEntry(entry: EntryRecord, kept: Entry['kept']): Entry {
  const { excerpt: _, ...row } = presentRow(entry);
  const { summary, parts, audience, licence, credit, publishedAt, isUnreviewed, reason, state, seq } = entry;
  return {
    ...row,
    summary: summary.html,
    parts: parts.map(presentPart),
    ...{ audience, licence, credit, isUnreviewed },
    publishedAt: publishedAt?.toISOString() ?? null,
    reason: kept || state === 'archived' ? reason : '',
    rev: seq,
    kept,
  };
}

export function presentClosed({ state, reason, at }: EntryRecord): ClosedEntry {
  if (state === 'removed') return { state, reason, at: at.toISOString() };
  // Why it is being looked at is between its owner and the curators.
  return { state: 'hidden', reason: '', at: at.toISOString() };
}
