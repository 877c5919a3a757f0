import mongoose from 'mongoose';
import type { Migration } from './migration.ts';

type Json = Record<string, unknown>;
/** Event data: a thread's has a thread and a post, a room's questions, a board's rows. */
interface Data extends Json {
  readonly post: Json;
  readonly thread: Json;
  readonly questions: readonly Json[];
  readonly rows: readonly Json[];
}

interface Event {
  readonly _id: mongoose.Types.ObjectId;
  readonly stream: string;
  readonly data: Data;
}

/** What event data changes to; null where it stays. Events of one stream come newest first. */
type Redact = (data: Data) => Data | null;

/** Written at once. */
const SOME = 500;

/**
 * The log held every wording there ever was (docs/live-protocol.md, L13). What was replaced, deleted, taken back or set aside
 * goes from it; the documents have what may be restored. Boards told of whole rows; they only say which have moved on.
 * And posts showed the whole id of the command that wrote them, by which it can be repeated; they keep its last half.
 *
 * Collections as they are, not as models of today.
 */
export const wordsOutOfTheLog: Migration = {
  name: '0002-words-out-of-the-log',
  async run(signal) {
    await shortenKeys();
    const events = mongoose.connection.collection<Event>('events');
    for (const stream of await events.distinct('stream')) {
      signal.throwIfAborted();
      const [prefix = '', id = ''] = stream.split(/:(.*)/s);
      const aggregate = await rootOf(prefix, id);
      const redact = redacting[prefix]?.(aggregate);
      if (redact) await rewrite(stream, Number(aggregate['seq'] ?? 0), redact, signal);
    }
  },
};

async function rootOf(prefix: string, id: string): Promise<Json> {
  return (await mongoose.connection.collection<{ _id: string }>(`${prefix}s`).findOne({ _id: id })) ?? {};
}

/** What is not applied yet still needs its words. */
async function rewrite(stream: string, applied: number, redact: Redact, signal: AbortSignal): Promise<void> {
  const events = mongoose.connection.collection<Event>('events');
  const newestFirst = events.find({ stream, seq: { $lte: applied } }, { projection: { data: 1 } }).sort({ seq: -1 });
  let waiting: mongoose.mongo.AnyBulkWriteOperation<Event>[] = [];
  const write = async () => {
    signal.throwIfAborted();
    if (waiting.length > 0) await events.bulkWrite(waiting, { ordered: false });
    waiting = [];
  };
  for await (const found of newestFirst) {
    const { _id } = found;
    const next = redact(found.data);
    if (next) waiting.push({ updateOne: { filter: { _id }, update: { $set: { data: next } } } });
    if (waiting.length === SOME) await write();
  }
  await write();
}

const redacting: Readonly<Record<string, (aggregate: Json) => Redact>> = {
  thread: ({ excerpt }) => {
    const isNewest = firstTime();
    return (data) => {
      const { post, thread } = data;
      const keepsWords = isNewest(post['no']) && !post['deletedAt'];
      const words = keepsWords ? {} : { text: '', html: '' };
      const beginning = thread['excerpt'] === excerpt ? {} : { excerpt: '' };
      return changed(data, {
        post: { ...post, ...words, key: halfOf(String(post['key'])) },
        thread: { ...thread, ...beginning },
      });
    };
  },
  room: () => {
    const isNewest = firstTime();
    return (data) => {
      const questions = data.questions.map((question) => {
        const isSeen = question['status'] !== 'withdrawn' && question['status'] !== 'dismissed';
        return isNewest(question['id']) && isSeen ? question : { ...question, text: '', note: '' };
      });
      return changed(data, { questions });
    };
  },
  board: () => (data) => {
    const { row: _row, ...rest } = data;
    const rows = data.rows.map(({ id, rev, lastPostAt }) => ({ id, rev, lastPostAt }));
    const isDone = !('row' in data) && data.rows.every((row) => !('title' in row));
    return isDone ? null : { ...rest, rows };
  },
};

function changed(data: Data, parts: Partial<Data>): Data | null {
  const next = { ...data, ...parts };
  return JSON.stringify(next) === JSON.stringify(data) ? null : next;
}

/** True for a thing that was not named before. */
function firstTime(): (thing: unknown) => boolean {
  const named = new Set<unknown>();
  return (thing) => named.size < named.add(thing).size;
}

const WHOLE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function halfOf(key: string): string {
  return WHOLE.test(key) ? key.replaceAll('-', '').slice(16).toLowerCase() : key;
}

async function shortenKeys(): Promise<void> {
  const half = { $concat: [{ $substrCP: ['$key', 19, 4] }, { $substrCP: ['$key', 24, 12] }] };
  await mongoose.connection
    .collection('posts')
    .updateMany({ key: { $regex: '^.{36}$' } }, [{ $set: { key: { $toLower: half } } }]);
}
