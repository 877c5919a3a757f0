import mongoose from 'mongoose';
import { setTimeout as pause } from 'node:timers/promises';
import { checkStore, overwriteCommand, startEmbedded } from '../../../server/src/embedded/index.ts';
import { serveInChild } from './child-store.ts';

const { MongoClient } = mongoose.mongo;
const writers = { insert: 8, increment: 4 };

interface Line {
  readonly _id: string;
  readonly number: number;
  readonly group: number;
  readonly text: string;
}

/** What the writers know: which numbers were sent, which were acknowledged, and the same of the counter. */
interface Ledger {
  next: number;
  readonly sent: Set<number>;
  readonly acknowledged: Set<number>;
  counter: { sent: number; acknowledged: number };
}

export interface CrashReport {
  readonly kills: number;
  readonly acknowledged: number;
  /** Acknowledged and not there after the restart. */
  readonly lost: number;
  /** There, but never sent. */
  readonly ghosts: number;
  /** Counters below what was acknowledged or above what was sent. */
  readonly miscounted: number;
  /** What `check` found, and indexes that answer otherwise than their collection. */
  readonly disagreements: number;
  readonly slowestRestartMs: number;
}

export interface Crashing {
  readonly folder: string;
  readonly kills: number;
  readonly onKill?: (report: CrashReport) => void;
}

/**
 * Twelve writers, SIGKILL at a random moment, restart, compare; again and again on one folder. Every write asks for
 * the journal, as the app does. Meanwhile what moved and changed is overwritten, again and again.
 */
export async function crash({ folder, kills, onKill }: Crashing): Promise<CrashReport> {
  const ledger: Ledger = { next: 0, sent: new Set(), acknowledged: new Set(), counter: { sent: 0, acknowledged: 0 } };
  let report: CrashReport = {
    kills: 0,
    acknowledged: 0,
    lost: 0,
    ghosts: 0,
    miscounted: 0,
    disagreements: 0,
    slowestRestartMs: 0,
  };
  await withStore(folder, prepare);
  for (let kill = 1; kill <= kills; kill++) {
    await killUnderLoad(folder, ledger);
    const started = performance.now();
    const after = await withStore(folder, (client) => compare(client, ledger, started));
    const { problems } = await checkStore({ dir: folder });
    report = {
      kills: kill,
      acknowledged: ledger.acknowledged.size + ledger.counter.acknowledged,
      lost: report.lost + after.lost,
      ghosts: report.ghosts + after.ghosts,
      miscounted: report.miscounted + after.miscounted,
      disagreements: report.disagreements + after.disagreements + problems.length,
      slowestRestartMs: Math.max(report.slowestRestartMs, after.restartMs),
    };
    onKill?.(report);
  }
  return report;
}

async function connected(uri: string): Promise<mongoose.mongo.MongoClient> {
  const options = { maxPoolSize: 16, retryWrites: false, serverSelectionTimeoutMS: 2_000 };
  const client = new MongoClient(uri, { ...options, writeConcern: { w: 'majority', journal: true } });
  return client.connect();
}

async function withStore<T>(folder: string, work: (client: mongoose.mongo.MongoClient) => Promise<T>): Promise<T> {
  const store = await startEmbedded({ dir: folder });
  const client = await connected(store.uri);
  try {
    return await work(client);
  } finally {
    await client.close();
    await store.close();
  }
}

function collections(client: mongoose.mongo.MongoClient) {
  const db = client.db('crash');
  return { lines: db.collection<Line>('lines'), counters: db.collection<{ _id: string; count: number }>('counters') };
}

async function prepare(client: mongoose.mongo.MongoClient): Promise<void> {
  const { lines, counters } = collections(client);
  await lines.createIndexes([{ key: { number: 1 }, unique: true }, { key: { group: 1, number: -1 } }]);
  await counters.insertOne({ _id: 'only', count: 0 });
}

async function killUnderLoad(folder: string, ledger: Ledger): Promise<void> {
  const store = await serveInChild(folder);
  const client = await connected(store.uri);
  const running = { stop: false };
  const work = [
    ...Array.from({ length: writers.insert }, () => insertUntil(running, client, ledger)),
    ...Array.from({ length: writers.increment }, () => incrementUntil(running, client, ledger)),
    overwriteUntil(running, client),
  ];
  await pause(100 + Math.random() * 500);
  await store.kill();
  running.stop = true;
  await Promise.race([Promise.all(work), pause(4_000)]);
  await client.close(true);
}

async function overwriteUntil(running: { stop: boolean }, client: mongoose.mongo.MongoClient): Promise<void> {
  while (!running.stop) {
    await client
      .db('admin')
      .command({ [overwriteCommand]: 1 })
      .catch(() => pause(1));
  }
}

async function insertUntil(
  running: { stop: boolean },
  client: mongoose.mongo.MongoClient,
  ledger: Ledger,
): Promise<void> {
  const { lines } = collections(client);
  while (!running.stop) {
    const number = ledger.next++;
    ledger.sent.add(number);
    const line = { _id: `line ${number}`, number, group: number % 9, text: 'x'.repeat(300) };
    // A broken connection says nothing about the write; only an acknowledgement does.
    const done = await lines.insertOne(line).catch(() => null);
    if (!done) return;
    ledger.acknowledged.add(number);
  }
}

async function incrementUntil(
  running: { stop: boolean },
  client: mongoose.mongo.MongoClient,
  ledger: Ledger,
): Promise<void> {
  const { counters } = collections(client);
  while (!running.stop) {
    ledger.counter.sent++;
    const done = await counters.updateOne({ _id: 'only' }, { $inc: { count: 1 } }).catch(() => null);
    if (!done) return;
    ledger.counter.acknowledged++;
  }
}

interface Comparison {
  readonly lost: number;
  readonly ghosts: number;
  readonly miscounted: number;
  readonly disagreements: number;
  readonly restartMs: number;
}

async function compare(client: mongoose.mongo.MongoClient, ledger: Ledger, started: number): Promise<Comparison> {
  const restartMs = performance.now() - started;
  const { lines, counters } = collections(client);
  const read = async (hint: mongoose.mongo.Hint): Promise<Set<number>> => {
    const found = await lines.find({ group: { $gte: 0 }, number: { $gte: 0 } }, { hint }).toArray();
    return new Set(found.map(({ number }) => number));
  };
  const stored = await read({ $natural: 1 });
  const indexed = await Promise.all([{ number: 1 }, { group: 1, number: -1 }].map((hint) => read(hint)));
  const count = (await counters.findOne({ _id: 'only' }))?.count ?? -1;
  const { sent, acknowledged, counter } = ledger;
  const comparison = {
    lost: missing(acknowledged, stored) + Math.max(0, counter.acknowledged - count),
    ghosts: missing(stored, sent),
    miscounted: Number(count < counter.acknowledged || count > counter.sent),
    disagreements: indexed.filter((index) => missing(index, stored) + missing(stored, index) > 0).length,
    restartMs,
  };
  // What a crash left unanswered is known now; the next round begins from what is there.
  for (const number of stored) acknowledged.add(number);
  ledger.counter = { sent: count, acknowledged: count };
  return comparison;
}

/** How many of these are not among those. */
function missing(these: ReadonlySet<number>, those: ReadonlySet<number>): number {
  return [...these].filter((each) => !those.has(each)).length;
}
