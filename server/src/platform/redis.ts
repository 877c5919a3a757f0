import { Redis } from 'ioredis';
import type { Logger } from 'pino';

/**
 * A connection that comes back by itself and never makes anybody wait: while Redis is away, commands fail at once, and
 * what needs it goes on without (promise L10).
 */
export function connectRedis(url: string, log: Logger): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 3_000,
    commandTimeout: 2_000,
    retryStrategy: (times) => Math.min(times * 100, 2_000),
    autoResubscribe: false,
  });
  let isTold = false;
  redis.on('error', (error: unknown) => {
    if (!isTold) log.warn({ error }, 'Redis is away; posting goes on without it');
    isTold = true;
  });
  redis.on('ready', () => (isTold = false));
  return redis;
}
