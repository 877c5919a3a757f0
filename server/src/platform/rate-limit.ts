import { AppError } from '@hearth/shared/errors';
import { rates, type Rate } from '@hearth/shared/limits';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { Origin, Visitor } from '../context.ts';

/** Counts what somebody does; a person by who they are, a stranger by address. */
export class Limiter {
  readonly #limiters: ReadonlyMap<Rate, RateLimiterAbstract>;

  /** `factor` widens every limit; schools behind one address need that for strangers. With Redis, all servers count together. */
  constructor(redis: Redis | null, factor = 1) {
    const names = Object.keys(rates) as Rate[];
    this.#limiters = new Map(names.map((name) => [name, create(name, redis, factor)]));
  }

  /** Throws `too-fast` with the seconds to wait. */
  async take(rate: Rate, { visitor, origin }: { visitor: Visitor; origin: Origin }): Promise<void> {
    const key = visitor.actor.kind === 'person' ? `p:${visitor.actor.id}` : `a:${origin.address}`;
    await this.count(rate, key);
  }

  async count(rate: Rate, key: string): Promise<void> {
    try {
      await this.#limiters.get(rate)?.consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new AppError('too-fast', { params: { seconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) } });
    }
  }
}

function create(name: Rate, redis: Redis | null, factor: number): RateLimiterAbstract {
  const options = {
    keyPrefix: `hearth:rate:${name}`,
    points: rates[name].points * factor,
    duration: rates[name].seconds,
  };
  const memory = new RateLimiterMemory(options);
  return redis ? new RateLimiterRedis({ ...options, storeClient: redis, insuranceLimiter: memory }) : memory;
}
