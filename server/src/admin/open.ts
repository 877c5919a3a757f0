import { readConfig, type Config } from '../config.ts';
import { buildIndexes, openStore } from '../platform/mongo.ts';

/** Runs a piece of work on the store that the settings name, and closes it again. */
export async function withStore<T>(work: (config: Config) => Promise<T>): Promise<T> {
  const config = readConfig(process.env);
  const store = await openStore(config);
  try {
    await buildIndexes();
    return await work(config);
  } finally {
    await store.close();
  }
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
