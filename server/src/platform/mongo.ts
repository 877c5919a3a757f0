import mongoose from 'mongoose';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.ts';

export interface Store {
  /** For people: what keeps the data. */
  readonly name: string;
  close(): Promise<void>;
}

/**
 * Connects mongoose to MongoDB, or to the embedded store when no address is given. What is acknowledged is durable:
 * on the majority of a replica set, and flushed to disk. That is set here and not left to the address.
 */
export async function openStore(config: Pick<Config, 'mongoUri' | 'dataFolder'>): Promise<Store> {
  // Filters are built in store.ts files, field by field, from what a schema has read; an unknown field is a bug.
  mongoose.set({ strictQuery: 'throw', bufferCommands: false });
  if (config.mongoUri) {
    await connect(config.mongoUri);
    return { name: 'MongoDB', close: () => mongoose.disconnect() };
  }
  const dir = join(config.dataFolder, 'store');
  await mkdir(dir, { recursive: true, mode: 0o700 });
  // Only where it is needed: with a MongoDB of one's own none of it is loaded.
  const { startEmbedded } = await import('../embedded/index.ts');
  const embedded = await startEmbedded({ dir });
  await connect(embedded.uri);
  const close = async () => {
    await mongoose.disconnect();
    await embedded.close();
  };
  return { name: `the embedded store in ${config.dataFolder}`, close };
}

async function connect(uri: string): Promise<void> {
  await mongoose.connect(uri, {
    dbName: nameIn(uri),
    autoIndex: false,
    autoCreate: false,
    serverSelectionTimeoutMS: 3_000,
    // A try that hangs is given up, or nothing would be found out about a store that is back already.
    connectTimeoutMS: 5_000,
    heartbeatFrequencyMS: 2_000,
    socketTimeoutMS: 20_000,
    maxPoolSize: 20,
    readPreference: 'primary',
    writeConcern: { w: 'majority', journal: true },
    retryWrites: false,
  });
}

/** The database an address names, `hearth` when it names none. */
function nameIn(uri: string): string {
  return /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]+)/.exec(uri)?.[1] ?? 'hearth';
}

/** Builds every index; fails when one cannot be built, because the promises rest on the unique ones. */
export async function buildIndexes(): Promise<void> {
  for (const model of Object.values(mongoose.models)) await model.createIndexes();
}
