import type { EntryRecord, OtherVersion, PartRecord, VersionRecord, VersionsRecord } from './store.ts';

type Versioned = Pick<EntryRecord, 'parts' | 'versions' | 'publishedAt' | 'at' | 'by'>;

/** Until a second one comes nothing is stored of them. */
export function versionsOf({ versions, publishedAt, at, by }: Versioned): VersionsRecord {
  if (versions) return versions;
  const first = { no: 1, at: publishedAt ?? at, what: '', by, isSmall: false, again: null };
  return { last: 1, current: first, past: [], proposed: null };
}

/** The files and links of one that was current once; null where there is none of this number. */
export function partsOf(entry: Versioned, no: number): readonly PartRecord[] | null {
  const { current, past } = versionsOf(entry);
  if (no === current.no) return entry.parts;
  return past.find((one) => one.no === no)?.parts ?? null;
}

/** Of all versions that were current once, as whoever reads the entry may have them. */
export function shownParts({ parts, versions }: Pick<Versioned, 'parts' | 'versions'>): readonly PartRecord[] {
  return [...parts, ...(versions?.past ?? []).flatMap((one) => one.parts)];
}

/** With those of one that waits. */
export function allParts(entry: Pick<Versioned, 'parts' | 'versions'>): readonly PartRecord[] {
  return [...shownParts(entry), ...(entry.versions?.proposed?.parts ?? [])];
}

export interface Renewing extends Pick<VersionRecord, 'what' | 'by' | 'at'> {
  readonly parts: readonly PartRecord[];
}

/** A version more, which waits for a curator; it takes the place of one that waited. */
export function withProposed(entry: Versioned, { parts, ...said }: Renewing): VersionsRecord {
  const versions = versionsOf(entry);
  const no = versions.last + 1;
  return { ...versions, last: no, proposed: { no, ...said, parts, isSmall: false, again: null } };
}

/** The entry's versions, and its files, once another one is current. */
export function withCurrent(entry: Versioned, { parts, ...next }: OtherVersion): Pick<Versioned, 'parts'> & Renewed {
  const versions = versionsOf(entry);
  const past = [...versions.past, { ...versions.current, parts: entry.parts }];
  const proposed = versions.proposed?.no === next.no ? null : versions.proposed;
  return { parts, versions: { last: Math.max(versions.last, next.no), current: next, past, proposed } };
}

interface Renewed {
  readonly versions: VersionsRecord;
}
