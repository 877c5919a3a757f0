import { once } from 'node:events';
import { readConfig, type Config } from '../config.ts';
import { prepareStore } from '../migrations/prepare.ts';
import { createLogger } from '../platform/logger.ts';
import { openStore } from '../platform/mongo.ts';
import { connectRedis } from '../platform/redis.ts';
import { publishOnce } from '../streams/pub-sub-redis.ts';

/** Runs a piece of work on the store that the settings name, and closes it again. */
export async function withStore<T>(work: (config: Config) => Promise<T>): Promise<T> {
  const config = readConfig(process.env);
  const store = await openStore(config);
  try {
    await prepareStore({ store, say }, async () => {});
    return await work(config);
  } finally {
    await store.close();
  }
}

/**
 * Tells running servers that somebody's rights changed, so that open pages follow at once. Without Redis, or while it is
 * away, they find out at their next check, within a minute.
 */
export async function tellServers({ redisUrl, logLevel }: Config, personId: string): Promise<void> {
  if (!redisUrl) return;
  const redis = connectRedis(redisUrl, createLogger(logLevel));
  try {
    await once(redis, 'ready', { signal: AbortSignal.timeout(3_000) });
    await publishOnce(redis, { kind: 'access', personId });
  } catch {
    say('Redis could not be reached: open pages follow within a minute.');
  } finally {
    redis.disconnect();
  }
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
