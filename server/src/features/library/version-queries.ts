import { entryVersions, type EntryVersions, type VersionFacts } from '@hearth/shared/library/versions';
import { commonError } from '@hearth/shared/kernel/errors';
import { presentPart } from './parts.ts';
import type { EntryRecord, VersionRecord } from './store.ts';
import { partsOf, versionsOf } from './version-record.ts';

function present({ no, at, what, by, isSmall, again }: VersionRecord): VersionFacts {
  return { no, at: at.toISOString(), what, by, isSmall, again };
}

/** Null where it was never published. `keeps`: whether they look after it, and see what waits. */
export function presentVersions(entry: EntryRecord, shown: number | undefined, keeps: boolean): EntryVersions | null {
  if (!entry.publishedAt) return null;
  const { current, past, proposed } = versionsOf(entry);
  return entryVersions.parse({
    shown: shown ?? current.no,
    current: current.no,
    all: [...past, current].reverse().map(present),
    proposed: keeps && proposed ? { ...present(proposed), parts: proposed.parts.map(presentPart) } : null,
  });
}

/** With the files of one of its versions; without a number, of the current one. */
export function asOf(entry: EntryRecord, no: number | undefined): EntryRecord {
  if (no === undefined) return entry;
  const parts = entry.publishedAt ? partsOf(entry, no) : null;
  if (!parts) throw commonError('no-such-thing');
  return { ...entry, parts };
}
