import mongoose from 'mongoose';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { closeInTurn } from './close-in-turn.ts';
import { watchHeartbeats } from './heartbeat.ts';
import { narrowDataFolder } from './private-file.ts';

export interface Store {
  /** For people: what keeps the data. */
  readonly name: string;
  /** Whether other processes may be at it too. */
  readonly isShared: boolean;
  /** Has it overwrite what was deleted until now, where we can: in a MongoDB that is for whoever runs it. */
  overwriteDeleted(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Connects mongoose to MongoDB, or to the embedded store when no address is given. What is acknowledged is durable:
 * on the majority of a replica set, and flushed to disk. That is set here and not left to the address.
 */
export async function openStore(
  config: Pick<Config, 'mongoUri' | 'dataFolder'>,
  log?: Pick<Logger, 'warn'>,
): Promise<Store> {
  // Filters are built in store.ts files, field by field, from what a schema has read; an unknown field is a bug.
  mongoose.set({ strictQuery: 'throw', bufferCommands: false });
  if (config.mongoUri) {
    const close = await stayConnected(mongoose.connection, config.mongoUri, log);
    return { name: 'MongoDB', isShared: true, overwriteDeleted: () => Promise.resolve(), close };
  }
  const dir = join(config.dataFolder, 'store');
  await mkdir(dir, { recursive: true, mode: 0o700 });
  narrowDataFolder(config.dataFolder);
  // Only where it is needed: with a MongoDB of one's own none of it is loaded.
  const { overwriteCommand, startEmbedded } = await import('../embedded/index.ts');
  const embedded = await startEmbedded({ dir });
  const disconnect = await stayConnected(mongoose.connection, embedded.uri, log);
  const close = () => closeInTurn([disconnect, () => embedded.close()]);
  const overwriteDeleted = async () => {
    await mongoose.connection
      .getClient()
      .db('admin')
      // The whole file is gone through, which takes as long as it takes.
      .command({ [overwriteCommand]: 1 }, { timeoutMS: 0 });
  };
  return { name: `the embedded store in ${config.dataFolder}`, isShared: false, overwriteDeleted, close };
}

/** A try that hangs is given up after this long, or nothing would be found out about a store that is back already. */
const CONNECT_MS = 5_000;
const HEARTBEAT_MS = 2_000;
/** A heartbeat may wait for the next news of its server and then for an answer; a second for a busy process. */
const STUCK_MS = HEARTBEAT_MS + CONNECT_MS + 1_000;
/** Between two tries to connect anew. */
const PAUSE_MS = 500;

/**
 * Connects, and connects anew whenever the driver has stopped looking for its server. Meanwhile calls fail at once, as
 * while the store is away.
 *
 * @returns what closes the connection.
 */
export async function stayConnected(
  connection: mongoose.Connection,
  uri: string,
  log?: Pick<Logger, 'warn'>,
): Promise<() => Promise<void>> {
  const closing = new AbortController();
  let unwatch = () => {};
  const open = async () => {
    await connection.openUri(uri, { ...OPTIONS, dbName: nameIn(uri) });
    unwatch = watchHeartbeats(connection.getClient(), STUCK_MS, () => {
      log?.warn('the driver stopped looking for the store: connecting anew');
      void reopen();
    });
  };
  const reopen = async () => {
    await connection.close();
    while (!closing.signal.aborted) {
      const isOpen = await open().then(
        () => true,
        () => false,
      );
      if (isOpen) break;
      await setTimeout(PAUSE_MS, null, { signal: closing.signal }).catch(() => {});
    }
    if (closing.signal.aborted) await connection.close();
  };
  await open();
  return async () => {
    closing.abort();
    unwatch();
    await connection.close();
  };
}

const OPTIONS = {
  autoIndex: false,
  autoCreate: false,
  serverSelectionTimeoutMS: 3_000,
  connectTimeoutMS: CONNECT_MS,
  heartbeatFrequencyMS: HEARTBEAT_MS,
  socketTimeoutMS: 20_000,
  maxPoolSize: 20,
  readPreference: 'primary',
  writeConcern: { w: 'majority', journal: true },
  retryWrites: false,
} as const;

/** The database an address names, `hearth` when it names none. */
function nameIn(uri: string): string {
  return /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]+)/.exec(uri)?.[1] ?? 'hearth';
}

/** Builds every index; fails when one cannot be built, because the promises rest on the unique ones. */
export async function buildIndexes(): Promise<void> {
  for (const model of Object.values(mongoose.models)) await model.createIndexes();
}
