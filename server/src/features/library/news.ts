import type { EntryRow } from '@hearth/shared/library/entity';
import { circlesOf, viewOf } from '@hearth/shared/library/policy';
import { isShown } from '@hearth/shared/library/state';
import { personIdOf, type Reader } from '../../request/context.ts';
import { libraryIndex, topicsInPlace } from './finding.ts';
import { presentRow } from './present.ts';
import { isListed } from './reading.ts';
import { findEntry, readEntries, type EntryRecord, type VersionRecord } from './store.ts';
import { versionsOf } from './version-record.ts';

/** What of the library is news to whoever follows something of it. */

/** Of a time. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}

/** Of a topic in one day: whatever is more than that is only counted. */
const MOST = 50;

interface VersionNews extends Pick<VersionRecord, 'no' | 'what' | 'at'> {
  readonly entry: EntryRow;
  /** Who need not be told: whose entry it is, and who made the version or decided about it. */
  readonly known: readonly string[];
}

/** The last version in a time that is no small fix; null where there is none, or the entry is not there for others. */
export async function renewedWithin(id: string, span: Span): Promise<VersionNews | null> {
  const entry = await findEntry(id);
  if (!entry || !isShown(entry.state)) return null;
  const found = allOf(entry).findLast(({ at, isSmall, no }) => no > 1 && !isSmall && isWithin(at, span));
  return found ? newsOf(entry, found) : null;
}

/** A version of an entry, for a reader; null where they may not read it. */
export async function versionFor(
  { actor }: Pick<Reader, 'actor'>,
  id: string,
  no: number,
): Promise<VersionNews | null> {
  const entry = await findEntry(id);
  if (!entry || !isShown(entry.state) || viewOf(actor, { ...entry, wasShown: true }) !== 'whole') return null;
  const found = allOf(entry).find((one) => one.no === no);
  return found ? newsOf(entry, found) : null;
}

/** By id, of each of these the newest version that is neither the first nor a small fix. Who may read them was asked before. */
export async function newestVersions(ids: readonly string[]): Promise<ReadonlyMap<string, VersionRecord>> {
  const found = await Promise.all(ids.map(findEntry));
  const newest = found.flatMap((entry) => {
    const last = entry && allOf(entry).findLast(({ no, isSmall }) => no > 1 && !isSmall);
    return entry && last ? [[entry._id, last] as const] : [];
  });
  return new Map(newest);
}

function allOf(entry: EntryRecord): VersionRecord[] {
  const { past, current } = versionsOf(entry);
  return [...past, current];
}

function newsOf(entry: EntryRecord, { no, what, at, by }: VersionRecord): VersionNews {
  const known = [entry.by, by, entry.decidedBy].flatMap((one) => one?.personId ?? []);
  return { entry: presentRow(entry), no, what, at, known };
}

/** What was published about a topic in a time, the newest first: what a reader may read, and neither gave nor published. */
export async function publishedAbout({ services, actor }: Reader, topicId: string, span: Span): Promise<EntryRow[]> {
  const [index, topicOf] = await Promise.all([libraryIndex(services), topicsInPlace(services)]);
  const { ids, ranks } = index.search({
    ...{ circles: circlesOf(actor), topicOf, by: 'newest', most: MOST, chosen: { topic: [topicId] }, words: [] },
    after: { order: span.to.getTime(), count: 0, id: '' },
  });
  const isOwn = ({ by, publishedBy }: EntryRecord) =>
    [by, publishedBy].some((one) => one?.personId === personIdOf(actor));
  // Every page asks the bell, which tells of many topics: what came before is not read.
  const recent = ids.filter((_id, place) => (ranks[place]?.order ?? 0) >= span.from.getTime());
  const found = (await readEntries(recent)).filter(
    (entry) =>
      isWithin(entry.publishedAt, span) &&
      isListed(actor, entry) &&
      !isOwn(entry) &&
      // What has changed since the index was read is shown by what it is now.
      entry.facets?.topics.some((one) => topicOf(one) === topicOf(topicId)),
  );
  return found.map((entry) => presentRow(entry, entry.publishedAt ?? entry.at));
}

function isWithin(at: Date | null, { from, to }: Span): boolean {
  return at !== null && at >= from && at < to;
}
