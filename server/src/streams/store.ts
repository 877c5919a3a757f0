import type { Types } from 'mongoose';
import { batch } from '../platform/batch.ts';
import { duplicatesIn } from '../platform/retry-on-duplicate.ts';
import type { EventRecord } from './definition.ts';
import { EventModel } from './model.ts';

/**
 * The one write that decides. Inserts events of one stream in their order, until one's number or command is taken, and
 * returns how many it inserted. They are durable then, on the majority where there are several.
 */
export async function insertEvents(events: readonly EventRecord[]): Promise<number> {
  const [only] = events;
  if (only && events.length === 1) return Number(await insertOne(only));
  const failed = await insertAll(events, true);
  return Math.min(events.length, ...failed);
}

/** Single events of different streams have nothing to do with each other, and go in one trip. */
const insertOne = batch(async (events: readonly EventRecord[]): Promise<boolean[]> => {
  const failed = await insertAll(events, false);
  return events.map((_event, place) => !failed.has(place));
});

/** Returns the places of those that could not be inserted because their number or their command is taken. */
async function insertAll(events: readonly EventRecord[], ordered: boolean): Promise<ReadonlySet<number>> {
  const documents = events.map((event) => ({ ...event, pending: [...(event.pending ?? [])] }));
  try {
    await EventModel.collection.insertMany(documents, { ordered });
    return new Set();
  } catch (error) {
    return duplicatesIn(error);
  }
}

/**
 * Of events, only what nothing can take back any more is read: nobody is shown, or told a second time, what a power cut or
 * a change of the primary would undo.
 */
const CERTAIN = 'majority';

/** `Data` is what the stream's definition stores. */
export async function findByCommand<Data>(stream: string, commandId: string): Promise<EventRecord<Data> | null> {
  return EventModel.findOne({ stream, commandId }).readConcern(CERTAIN).lean<EventRecord<Data>>();
}

/** Events from number `from` on, in order, at most `most`. `Data` is what the stream's definition stores. */
export async function readFrom<Data>(stream: string, from: number, most: number): Promise<EventRecord<Data>[]> {
  return EventModel.find({ stream, seq: { $gte: from } })
    .readConcern(CERTAIN)
    .sort({ seq: 1 })
    .limit(most)
    .lean<EventRecord<Data>[]>();
}

/** Events read at once where their length matters. */
const SOME = 50;

/** All from number `from` on; null where they are more than `most`, or longer than so many bytes (as JSON, roughly). */
export async function readAllFrom(
  stream: string,
  from: number,
  { most, bytes }: { readonly most: number; readonly bytes: number },
): Promise<EventRecord[] | null> {
  const read: EventRecord[] = [];
  for (let length = 0; ;) {
    const some = await readFrom(stream, from + read.length, SOME);
    read.push(...some);
    for (const { data } of some) length += JSON.stringify(data).length;
    if (read.length > most || length > bytes) return null;
    if (some.length < SOME) return read;
  }
}

/** The number of the newest event, 0 when there is none. */
export async function readHead(stream: string): Promise<number> {
  const newest = await EventModel.findOne({ stream }, { seq: 1, _id: 0 })
    .readConcern(CERTAIN)
    .sort({ seq: -1 })
    .lean<{ seq: number }>();
  return newest?.seq ?? 0;
}

/** An event, and who has dealt with it by now. */
export interface Acknowledged {
  readonly event: EventRecord;
  readonly done: readonly string[];
}

/**
 * Takes the names of reactions off events; with none left, an event leaves recovery's index. Not flushed: if this write is
 * lost, they deal with the event once more, which must not matter.
 */
export async function acknowledge(acknowledged: readonly Acknowledged[]): Promise<void> {
  const isDone = ({ event, done }: Acknowledged) => (event.pending ?? []).every((name) => done.includes(name));
  const groups = Map.groupBy(acknowledged, (one) => `${one.event.stream} ${isDone(one) || one.done.join()}`);
  const writes = [...groups.values()].flatMap((its) => {
    const [first] = its;
    if (!first) return [];
    const update = isDone(first) ? { $unset: { pending: 1 as const } } : { $pullAll: { pending: [...first.done] } };
    const filter = { stream: first.event.stream, seq: { $in: its.map(({ event }) => event.seq) } };
    return [{ updateMany: { filter, update } }];
  });
  if (writes.length > 0) await EventModel.bulkWrite(writes, { ordered: false, writeConcern: { w: 1, j: false } });
}

interface Wanted {
  /** Committed before. */
  readonly before: Date;
  readonly most: number;
  /** Reactions one of which is still to deal with the event. */
  readonly names: readonly string[];
  /** Of streams of these kinds. */
  readonly prefixes: readonly string[];
  /** But for events of these streams. */
  readonly except?: Iterable<string>;
}

/**
 * Events that one of these reactions still has to deal with, or that name nobody any more; the
 * oldest first and each stream's by their numbers.
 */
export async function readPending({ before, most, names, prefixes, except = [] }: Wanted): Promise<EventRecord[]> {
  return EventModel.find({
    pending: { $exists: true },
    $or: [{ pending: { $in: [...names] } }, { pending: { $size: 0 } }],
    at: { $lt: before },
    stream: { $nin: [...except], $regex: startOf(prefixes) },
  })
    .sort({ at: 1, stream: 1, seq: 1 })
    .limit(most)
    .lean<EventRecord[]>();
}

/** Events that wait for a reaction that is none of these, or are of a stream of another kind. */
export async function countForeign(known: readonly string[], prefixes: readonly string[]): Promise<number> {
  const isOther = [{ pending: { $elemMatch: { $nin: [...known] } } }, { stream: { $not: startOf(prefixes) } }];
  return EventModel.countDocuments({ pending: { $exists: true }, $or: isOther });
}

function startOf(prefixes: readonly string[]): RegExp {
  return new RegExp(`^(${prefixes.join('|')}):`);
}

export async function countPending(): Promise<number> {
  return EventModel.countDocuments({ pending: { $exists: true } });
}

/** When the oldest event was committed that one of these reactions still has to deal with. */
export async function findOldestPending(names: readonly string[], prefixes: readonly string[]): Promise<Date | null> {
  const [oldest] = await readPending({ before: new Date(8.64e15), most: 1, names, prefixes });
  return oldest?.at ?? null;
}

/** Takes a whole stream out of the log, for good; true when it had events. */
export async function deleteStream(stream: string): Promise<boolean> {
  return (await EventModel.deleteMany({ stream })).deletedCount > 0;
}

/** So many events are searched at once: a search of the whole log is long, and no answer of the store may be. */
const STRETCH = 5_000;

/** A part of the log, by the store's own keys. */
type Stretch = Readonly<Record<'_id', Readonly<Record<string, unknown>>>>;

/** The whole log, part by part; what is added meanwhile comes last. There is no index for what happens once. */
export async function* stretchesOfLog(): AsyncGenerator<Stretch> {
  for (let after: Record<string, unknown> = {}; ;) {
    const last = await EventModel.findOne(after['$gt'] ? { _id: after } : {}, { _id: 1 })
      .sort({ _id: 1 })
      .skip(STRETCH - 1)
      .lean<{ _id: unknown }>();
    yield { _id: last ? { ...after, $lte: last._id } : { $exists: true, ...after } };
    if (!last) return;
    after = { $gt: last._id };
  }
}

/** Streams whose events hold this value at one of these paths. */
export async function streamsWith(stretch: Stretch, paths: readonly string[], value: string): Promise<string[]> {
  return EventModel.distinct('stream', { ...stretch, $or: paths.map((path) => ({ [`data.${path}`]: value })) });
}

/** What proves whose an event's command was. */
export interface Proof extends Pick<EventRecord, 'commandId' | 'by'> {
  readonly _id: Types.ObjectId;
}

export async function proofsIn(stretch: Stretch): Promise<Proof[]> {
  return EventModel.find(stretch, { commandId: 1, by: 1 }).lean<Proof[]>();
}

/** Puts `next` in the place of each proof, as long and as random as any, so that the command is nobody's. */
export async function replaceProofs(proofs: readonly Proof[], next: () => string): Promise<void> {
  const writes = proofs.map(({ _id, by }) => ({
    updateOne: { filter: { _id, by }, update: { $set: { by: next() } } },
  }));
  if (writes.length > 0) await EventModel.collection.bulkWrite(writes, { ordered: false });
}

/** These parts of all event data that has something at `path`. */
export async function dataWith(
  stretch: Stretch,
  path: string,
  parts: readonly string[],
): Promise<Pick<EventRecord, 'stream' | 'data'>[]> {
  const fields = Object.fromEntries(['stream', ...parts.map((part) => `data.${part}`)].map((name) => [name, 1]));
  return EventModel.find({ ...stretch, [`data.${path}`]: { $exists: true } }, fields).lean<EventRecord[]>();
}

/** One event of a stream, or those below a number. */
interface Some {
  readonly stream: string;
  readonly seq: number | { readonly $lt: number };
  /** Of those, the ones that say so, by path. */
  readonly about?: Readonly<Record<string, string>>;
}

/** Sets parts of event data, by path, where they are anything else. */
export async function blankData(
  { stream, seq, about = {} }: Some,
  parts: Readonly<Record<string, string | readonly never[] | null>>,
): Promise<void> {
  const set = Object.fromEntries(Object.entries(parts).map(([path, value]) => [`data.${path}`, value]));
  const differs = Object.entries(set).map(([path, value]) => ({ [path]: { $exists: true, $ne: value } }));
  const some = Object.fromEntries(Object.entries(about).map(([path, value]) => [`data.${path}`, value]));
  await EventModel.updateMany({ stream, seq, ...some, $or: differs }, { $set: set });
}

/**
 * Replaces the data of a stream's events, where `rewrite` gives another one. `Data` is what the stream's definition stores.
 * Numbers, marks and order stay.
 */
export async function rewriteData<Data>(
  stream: string,
  rewrite: (data: Data, seq: number) => Data,
  about: { readonly path: string; readonly value: string } | null = null,
): Promise<void> {
  const some = about ? { [`data.${about.path}`]: about.value } : {};
  const cursor = EventModel.find({ stream, ...some })
    .sort({ seq: 1 })
    .lean<EventRecord<Data>[]>()
    .cursor();
  for await (const event of cursor) {
    const { seq, data } = event;
    const next = rewrite(data, seq);
    // Not over what another one has rewritten meanwhile. Event data is a document, though this knows no more of it.
    if (next !== data) await EventModel.updateOne({ stream, seq, data: data as object }, { $set: { data: next } });
  }
}
