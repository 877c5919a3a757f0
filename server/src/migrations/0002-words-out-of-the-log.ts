import mongoose from 'mongoose';
import type { Migration } from './migration.ts';

type Json = Record<string, unknown>;
interface Event {
  readonly _id: unknown;
  readonly seq: number;
  readonly fact: Json;
}

/** What an event changes to; null where it stays. Events of one stream come newest first. */
type Redact = (fact: Json) => Json | null;

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
    const events = mongoose.connection.collection('events');
    for (const stream of (await events.distinct('stream')) as string[]) {
      signal.throwIfAborted();
      const [prefix = '', id = ''] = stream.split(/:(.*)/s);
      const root = await rootOf(prefix, id);
      const redact = redacting[prefix]?.(root);
      if (redact) await rewrite(stream, Number(root['seq'] ?? 0), redact, signal);
    }
  },
};

async function rootOf(prefix: string, id: string): Promise<Json> {
  return (await mongoose.connection.collection<{ _id: string }>(`${prefix}s`).findOne({ _id: id })) ?? {};
}

/** What is not applied yet still needs its words. */
async function rewrite(stream: string, applied: number, redact: Redact, signal: AbortSignal): Promise<void> {
  const events = mongoose.connection.collection('events');
  const newestFirst = events.find({ stream, seq: { $lte: applied } }, { projection: { fact: 1 } }).sort({ seq: -1 });
  let waiting: { updateOne: { filter: object; update: object } }[] = [];
  const write = async () => {
    signal.throwIfAborted();
    if (waiting.length > 0) await events.bulkWrite(waiting as never, { ordered: false });
    waiting = [];
  };
  for await (const found of newestFirst) {
    const { _id, fact } = found as unknown as Event;
    const next = redact(fact);
    if (next) waiting.push({ updateOne: { filter: { _id }, update: { $set: { fact: next } } } });
    if (waiting.length === SOME) await write();
  }
  await write();
}

const redacting: Readonly<Record<string, (root: Json) => Redact>> = {
  thread: ({ excerpt }) => {
    const isNewest = firstTime();
    return (fact) => {
      const [post, thread] = [fact['post'] as Json, fact['thread'] as Json];
      const keepsWords = isNewest(post['no']) && !post['deletedAt'];
      const words = keepsWords ? {} : { text: '', html: '' };
      const beginning = thread['excerpt'] === excerpt ? {} : { excerpt: '' };
      return changed(fact, {
        post: { ...post, ...words, key: halfOf(String(post['key'])) },
        thread: { ...thread, ...beginning },
      });
    };
  },
  room: () => {
    const isNewest = firstTime();
    return (fact) => {
      const questions = (fact['questions'] as Json[]).map((question) => {
        const isSeen = question['status'] !== 'withdrawn' && question['status'] !== 'dismissed';
        return isNewest(question['id']) && isSeen ? question : { ...question, text: '', note: '' };
      });
      return changed(fact, { questions });
    };
  },
  board: () => (fact) => {
    const { row: _row, ...rest } = fact;
    const rows = (fact['rows'] as Json[]).map(({ id, rev, lastPostAt }) => ({ id, rev, lastPostAt }));
    const isDone = !('row' in fact) && (fact['rows'] as Json[]).every((row) => !('title' in row));
    return isDone ? null : { ...rest, rows };
  },
};

function changed(fact: Json, parts: Json): Json | null {
  const next = { ...fact, ...parts };
  return JSON.stringify(next) === JSON.stringify(fact) ? null : next;
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
