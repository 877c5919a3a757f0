import { randomBytes } from 'node:crypto';
import { atTurnsEnd, batch } from '../platform/batch.ts';
import { duplicatesIn } from '../platform/retry-on-duplicate.ts';
import { TallyModel, type TallyEntry } from './tally-model.ts';

/** Nobody is told a count that a change of the primary would undo. */
const CERTAIN = 'majority';

interface NewEntry extends Omit<TallyEntry, 'fresh'> {
  /** It was said of another subject, and is no news. */
  readonly isCarried?: boolean;
}

const CARRIED = 'carried ';

const each = { ordered: false, throwOnValidationError: true } as const;

/**
 * The commit of an entry: one document for each person and subject, set and never toggled. Where it said so already
 * nothing is written, so that only changes are fresh.
 */
export const putEntry: (entry: NewEntry) => Promise<void> = batch(async (entries: readonly NewEntry[]) => {
  const changes = entries.map(changeOf);
  try {
    const upserts = changes.map((change) => ({ updateOne: { ...change, upsert: true } }));
    await TallyModel.bulkWrite(upserts, each);
  } catch (error) {
    // What these met may say the same, or have come at the same moment and say something else.
    const met = [...duplicatesIn(error)].flatMap((place) => changes[place] ?? []);
    await TallyModel.bulkWrite(
      met.map((change) => ({ updateOne: change })),
      each,
    );
  }
  return entries.map(() => undefined);
});

/** The filter passes over an entry that says the same, and an upsert then meets it. */
function changeOf({ value, at, isCarried, ...key }: NewEntry) {
  const fresh = (isCarried ? CARRIED : '') + randomBytes(6).toString('hex');
  return { filter: { ...key, value: { $ne: value } }, update: { $set: { value, at, fresh } } };
}

/** One value of one subject. */
export type Countable = Pick<TallyEntry, 'tally' | 'streamId' | 'subject' | 'value'>;

export async function countEntries(countable: Countable): Promise<number> {
  return TallyModel.countDocuments({ ...countable }).readConcern(CERTAIN);
}

/** How often each value was said of one subject, where nobody knows before which there are. */
export async function countByValue<Value extends string>({
  tally,
  streamId,
  subject,
}: Omit<Countable, 'value'>): Promise<(readonly [Value, number])[]> {
  const counted = await TallyModel.aggregate<{ readonly _id: Value; readonly count: number }>([
    { $match: { tally, streamId, subject, value: { $gt: '' } } },
    { $group: { _id: '$value', count: { $sum: 1 } } },
  ]).readConcern(CERTAIN);
  return counted.map(({ _id, count }) => [_id, count] as const);
}

/** What of one tally is somebody's in one stream. */
type Own = Pick<TallyEntry, 'tally' | 'personId' | 'streamId'>;

const readOwn: (own: Own) => Promise<readonly TallyEntry[]> = batch(async (asked: readonly Own[]) => {
  const branches = asked.map(({ tally, personId, streamId }) => ({ personId, tally, streamId, value: { $ne: null } }));
  const found = await TallyModel.find({ $or: branches }, { _id: 0 }).lean<TallyEntry[]>();
  const keyOf = ({ tally, personId, streamId }: Own) => JSON.stringify([tally, personId, streamId]);
  const byKey = Map.groupBy(found, keyOf);
  return asked.map((own) => byKey.get(keyOf(own)) ?? []);
}, atTurnsEnd);

/** What somebody said in one stream; not what they took back. */
export async function readEntriesIn<Value extends string>(
  tally: string,
  personId: string,
  streamId: string,
): Promise<{ readonly subject: string; readonly value: Value }[]> {
  const own = await readOwn({ tally, personId, streamId });
  // A tally's entries hold its own values; see `NewEntry`.
  return own.map(({ subject, value }) => ({ subject, value: value as Value }));
}

/** The streams among these in which somebody says something. */
export async function readStreamsOf(tally: string, personId: string, streamIds: readonly string[]): Promise<string[]> {
  const own = { personId, tally, streamId: { $in: [...streamIds] }, value: { $ne: null } };
  return (await TallyModel.find(own, { _id: 0, streamId: 1 }).lean<Pick<TallyEntry, 'streamId'>[]>()).map(
    ({ streamId }) => streamId,
  );
}

/** Who says what of one subject: `most` of them, those who have said so longest first. Of more it is always the same ones. */
export async function readEntriesOn<Value extends string>(
  tally: string,
  streamId: string,
  subject: string,
  most: number,
): Promise<{ readonly personId: string; readonly value: Value }[]> {
  const wanted = { tally, streamId, subject, value: { $ne: null } };
  // Not sorted by the store, which would have to read all of them, however many there are.
  const found = await TallyModel.find(wanted, { _id: 0, personId: 1, value: 1, at: 1 })
    .limit(most)
    .lean<{ personId: string; value: Value; at: Date }[]>();
  const inOrder = found.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.personId < b.personId ? -1 : 1));
  return inOrder.map(({ personId, value }) => ({ personId, value }));
}

/** Who says this of one subject, the latest first: however many they are, no more are read than are wanted. */
export async function readPeopleSaying(
  { tally, streamId, subject, value }: Countable,
  most: number,
): Promise<string[]> {
  const found = await TallyModel.find({ tally, streamId, subject, value }, { _id: 0, personId: 1 })
    .sort({ at: -1, personId: 1 })
    .limit(most)
    .lean<Pick<TallyEntry, 'personId'>[]>();
  return found.map(({ personId }) => personId);
}

/** Of a tally with these values: only it writes its entries, and it writes no others. */
type EntryOf<Value extends string> = TallyEntry & { readonly value: Value | null };

/** Everything somebody said anywhere, taken back or not. */
export async function readEntriesOf<Value extends string>(tally: string, personId: string): Promise<EntryOf<Value>[]> {
  return TallyModel.find({ personId, tally }).lean<EntryOf<Value>[]>();
}

export type FreshEntry = Pick<TallyEntry, 'tally' | 'streamId' | 'subject' | 'personId' | 'fresh'>;

/** Entries on these subjects that no announcement has included yet. */
export async function readFresh(tally: string, streamId: string, subjects: readonly string[]): Promise<FreshEntry[]> {
  const wanted = { tally, streamId, subject: { $in: [...subjects] }, fresh: { $exists: true } };
  // Of all entries only a handful is fresh at any time; the other indexes lead through every entry of the subject.
  return TallyModel.find(wanted, { _id: 0, tally: 1, streamId: 1, subject: 1, personId: 1, fresh: 1 })
    .hint('fresh_at')
    .readConcern(CERTAIN)
    .lean<FreshEntry[]>();
}

/** Whether nobody has just said it. */
export function wasCarried({ fresh }: Pick<FreshEntry, 'fresh'>): boolean {
  return fresh?.startsWith(CARRIED) ?? false;
}

/** Takes entries as announced, unless they were changed meanwhile. Not flushed: lost, they are counted once more. */
export async function settleEntries(entries: readonly FreshEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const updates = entries.map((filter) => ({ updateOne: { filter, update: { $unset: { fresh: 1 as const } } } }));
  await TallyModel.bulkWrite(updates, { ordered: false, writeConcern: { w: 1, j: false } });
}

/** Where entries of this tally from before `before` still wait for their announcement. */
export async function readUnannounced(
  tally: string,
  before: Date,
  most: number,
): Promise<Pick<TallyEntry, 'streamId' | 'subject'>[]> {
  const waiting = { tally, fresh: { $exists: true }, at: { $lt: before } };
  return TallyModel.find(waiting, { _id: 0, streamId: 1, subject: 1 })
    .sort({ at: 1, _id: 1 })
    .limit(most)
    .lean<TallyEntry[]>();
}

/**
 * In every tally: the entries stay counted, and nobody can tell any more whose they were, or that they were one person's.
 * True when there were any.
 */
export async function forgetEntriesOf(personId: string): Promise<boolean> {
  const own = await TallyModel.find({ personId }, { _id: 1 }).lean();
  for (const { _id } of own)
    await TallyModel.updateOne({ _id }, { $set: { personId: `former-${randomBytes(12).toString('hex')}` } });
  return own.length > 0;
}
