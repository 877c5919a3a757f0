import mongoose from 'mongoose';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkStore, startEmbedded } from '../../../server/src/embedded/index.ts';
import { serveInChild } from './child-store.ts';

const { MongoClient } = mongoose.mongo;

/** What a power cut can leave at the end of a log: less of it, zeros, noise, or one flipped bit. */
const damages = {
  cut: (log: Buffer, at: number) => log.subarray(0, at),
  zeros: (log: Buffer, at: number) => Buffer.concat([log.subarray(0, at), Buffer.alloc(log.length - at)]),
  noise: (log: Buffer, at: number) =>
    Buffer.concat([
      log.subarray(0, at),
      Buffer.from(Array.from({ length: log.length - at }, () => Math.random() * 256)),
    ]),
  bit: (log: Buffer, at: number) => {
    const copy = Buffer.from(log);
    copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
    return copy;
  },
} as const;
export type Damage = keyof typeof damages;

export interface TornReport {
  readonly variants: number;
  readonly logBytes: number;
  /** Variants that did not open, held something but the first so many writes, or whose indexes disagreed. */
  readonly wrong: readonly string[];
}

/** One writer, documents 0, 1, 2 … in order; killed. Whatever the end of the log has lost, what opens is a beginning. */
export async function tear(folder: string, variants: number): Promise<TornReport> {
  await writeInOrder(folder);
  const logName = (await readdir(folder)).find((name) => name.endsWith('-wal'));
  if (!logName) throw new Error('A killed store leaves its log behind; there is none.');
  const log = await readFile(join(folder, logName));
  const wrong: string[] = [];
  // Object.keys forgets which keys there are.
  const kinds = Object.keys(damages) as Damage[];
  for (let variant = 0; variant < variants; variant++) {
    const kind = kinds[variant % kinds.length] ?? 'cut';
    const at = Math.floor(Math.random() * log.length);
    const copy = await mkdtemp(join(tmpdir(), 'hearth-torn-'));
    await cp(folder, copy, { recursive: true });
    await writeFile(join(copy, logName), damages[kind](log, at));
    const fault = await faultIn(copy).catch((error: unknown) => String(error));
    if (fault) wrong.push(`${kind} at ${at} of ${log.length}: ${fault}`);
    await rm(copy, { recursive: true });
  }
  return { variants, logBytes: log.length, wrong };
}

async function writeInOrder(folder: string): Promise<void> {
  const store = await serveInChild(folder);
  const client = new MongoClient(store.uri, { writeConcern: { w: 'majority', journal: true } });
  const rows = client.db('torn').collection<{ _id: number; group: number }>('rows');
  await rows.createIndex({ group: 1, _id: -1 });
  for (let _id = 0; _id < 300; _id++) await rows.insertOne({ _id, group: _id % 5 });
  await store.kill();
  await client.close(true);
}

async function faultIn(folder: string): Promise<string | null> {
  const store = await startEmbedded({ dir: folder });
  const client = new MongoClient(store.uri);
  try {
    const rows = client.db('torn').collection<{ _id: number }>('rows');
    const ids = (await rows.find({}, { hint: { $natural: 1 } }).toArray()).map(({ _id }) => _id);
    const first = ids.toSorted((a, b) => a - b);
    if (first.some((id, place) => id !== place)) return `holds ${first.length} documents, and not the first ones`;
    await rows.insertOne({ _id: first.length });
  } finally {
    await client.close();
    await store.close();
  }
  const { problems } = await checkStore({ dir: folder });
  return problems[0] ?? null;
}
