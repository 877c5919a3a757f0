import { randomBytes, randomUUID } from 'node:crypto';
import { openStore } from '@hearth/server/platform/mongo';
import type { ThreadId } from '@hearth/shared/threads/entity';
import mongoose from 'mongoose';

/** How large a network is. Its threads have as many posts as the one they are copied from. */
export interface Size {
  readonly threads: number;
  /** Posts of the longest thread. */
  readonly longest: number;
  readonly boards: number;
  readonly people: number;
  /** Threads that each of them has read. */
  readonly reads: number;
}

/** What is copied, made by the product itself. */
export interface Model {
  readonly personId: string;
  readonly threadId: ThreadId;
  readonly boardId: string;
}

/** What fills it up is told after each batch: which collection, how many documents so far, and of how many. */
type Tell = (collection: string, done: number, all: number) => void;

type Fields = Record<string, unknown>;

/** Documents written at once. */
const BATCH = 5_000;

export const longestId = 'f'.repeat(16);

/** Fills the store of a folder that no server has open with copies of a person, a board and a thread. */
export async function fillNetwork(folder: string, model: Model, size: Size, tell: Tell): Promise<void> {
  const store = await openStore({ mongoUri: null, dataFolder: folder });
  try {
    for (const [name, all, documents] of await partsOf(model, size)) await fillOne(name, all, documents, tell);
  } finally {
    await store.close();
  }
}

/** For one person: threads they follow and what the bell tells them of them, half of it read. */
export async function fillDesk(folder: string, personId: string, threads: number, times: number): Promise<void> {
  const store = await openStore({ mongoUri: null, dataFolder: folder });
  try {
    const ids = Array.from({ length: times }, (_, n) => idAt(n % threads));
    const follows = ids.map((id) => ({
      personId,
      kind: 'thread',
      id,
      level: 'follow',
      reason: 'chosen',
      at: new Date(),
    }));
    const news = ids.map((threadId, n) => ({
      ...{ personId, threadId, no: 2, about: 'post', kind: 'reply', at: new Date(Date.now() - n * 1_000) },
      ...{ isRead: n % 2 === 0, endsAt: new Date(Date.now() + 30 * 86_400_000) },
    }));
    await mongoose.connection.collection('follows').insertMany(follows);
    await mongoose.connection.collection('notifications').insertMany(news);
  } finally {
    await store.close();
  }
}

/** The `n`-th thread. */
export function idAt(n: number): string {
  return n.toString(16).padStart(16, '0');
}

type Part = readonly [collection: string, all: number, documents: Iterable<Fields>];

async function partsOf({ personId, threadId, boardId }: Model, size: Size): Promise<Part[]> {
  const [board, person, thread] = await Promise.all([
    one('boards', { _id: boardId }),
    one('people', { _id: personId }),
    one('threads', { _id: threadId }),
  ]);
  const posts = await all('posts', { threadId });
  const events = await all('events', { stream: `thread:${threadId}` });
  const { threads, longest, boards, people, reads } = size;
  return [
    [
      'boards',
      boards,
      times(boards, (n) => [{ ...board, _id: `${boardId}-${n}`, order: n, threads: threads / boards }]),
    ],
    ['people', people, times(people, (n) => [{ ...person, _id: personAt(n), email: `p${n}@bench.example` }])],
    ['reads', people * reads, times(people, (n) => readsOf(n, size))],
    ['threads', threads, times(threads, (n) => [{ ...thread, ...placeOf(n, boardId, size), _id: idAt(n) }])],
    ['threads', 1, [{ ...thread, _id: longestId, lastNo: longest, lastPostNo: longest, seq: longest }]],
    ['posts', threads * posts.length, times(threads, (n) => posts.map((post) => ({ ...post, threadId: idAt(n) })))],
    ['posts', longest, times(longest, (n) => [{ ...posts.at(-1), threadId: longestId, no: n + 1, rev: n + 1 }])],
    [
      'events',
      threads * events.length,
      times(threads, (n) => events.map((event) => ({ ...event, stream: streamAt(n) }))),
    ],
    ['events', longest, times(longest, (n) => [eventOfLongest(events.at(-1), n + 1)])],
  ];
}

function* times(count: number, make: (n: number) => readonly Fields[]): Iterable<Fields> {
  for (let n = 0; n < count; n++) yield* make(n);
}

/** Each thread a second older than the one before, on all boards by turns. */
function placeOf(n: number, boardId: string, { boards }: Size): Fields {
  return { boardId: `${boardId}-${n % boards}`, lastPostAt: new Date(Date.now() - (n + 1) * 1_000) };
}

/** Strewn over all threads, the same ones in each run. */
function readsOf(n: number, { reads, threads }: Size): Fields[] {
  const read = new Set(Array.from({ length: reads }, (_, k) => (n * 7_919 + k * 104_729) % threads));
  return Array.from(read, (thread) => ({ personId: personAt(n), threadId: idAt(thread), no: 1 + (n % 10) }));
}

function eventOfLongest(event: Fields | undefined, no: number): Fields {
  const data = Object(event?.['data']);
  const commandId = randomUUID();
  return { ...event, stream: `thread:${longestId}`, seq: no, commandId, data: { ...data, post: { ...data.post, no } } };
}

function personAt(n: number): string {
  return `b${n.toString(16).padStart(15, '0')}`;
}

function streamAt(n: number): string {
  return `thread:${idAt(n)}`;
}

async function fillOne(name: string, all: number, documents: Iterable<Fields>, tell: Tell): Promise<void> {
  const collection = mongoose.connection.collection(name);
  let batch: Fields[] = [];
  let done = 0;
  const write = async () => {
    if (batch.length === 0) return;
    await collection.insertMany(batch, { writeConcern: { w: 1 } });
    done += batch.length;
    batch = [];
    tell(name, done, all);
  };
  for (const { _id, ...fields } of documents) {
    batch.push({ _id: typeof _id === 'string' ? _id : new mongoose.mongo.ObjectId(randomBytes(12)), ...fields });
    if (batch.length === BATCH) await write();
  }
  await write();
}

async function one(name: string, filter: object): Promise<Fields> {
  const [found] = await all(name, filter);
  if (!found) throw new Error(`nothing to copy in ${name}`);
  return found;
}

function all(name: string, filter: object): Promise<Fields[]> {
  return mongoose.connection.collection(name).find(filter).sort({ no: 1, seq: 1 }).toArray();
}
