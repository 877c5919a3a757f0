import { createHmac } from 'node:crypto';
import type { Budget } from '@hearth/shared/kernel/budgets';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';

/** Who is counted: `key` says whose points these are, and `isTogether` that many share them who are nobody yet. */
export interface Whose {
  readonly key: string;
  readonly isTogether: boolean;
}

/** What is left of a budget, and the seconds until all of it is there again. */
export interface Left {
  readonly most: number;
  readonly points: number;
  readonly seconds: number;
}

/**
 * Counts by budgets. `factor` widens them, for schools where many share one address; but not those of an account or a
 * mailbox, which are one person's wherever they sit. With Redis all servers count together; while it is away each counts
 * for itself. Who was counted is written down nowhere: keys are hashes, keyed by `secret`.
 */
export class Limiter {
  /** Each is made when its budget first counts something. */
  readonly #limiters = new Map<string, RateLimiterAbstract>();
  readonly #redis: Redis | null;
  readonly #secret: string;
  readonly #factor: number;

  constructor(redis: Redis | null, secret: string, factor = 1) {
    this.#redis = redis;
    this.#secret = secret;
    this.#factor = factor;
  }

  /** Takes a point. Returns 0, or the seconds to wait when there is none. */
  async take(budget: Budget, whose: Whose): Promise<number> {
    try {
      await this.#of(budget, whose).consume(this.#keyOf(whose));
      return 0;
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    }
  }

  /** Gives a point back, where one was taken. */
  async giveBack(budget: Budget, whose: Whose): Promise<void> {
    const limiter = this.#of(budget, whose);
    const key = this.#keyOf(whose);
    if (((await limiter.get(key))?.consumedPoints ?? 0) > 0) await limiter.reward(key);
  }

  async left(budget: Budget, whose: Whose): Promise<Left> {
    const limiter = this.#of(budget, whose);
    const held = await limiter.get(this.#keyOf(whose));
    const most = Math.floor(limiter.points);
    const points = Math.max(0, most - (held?.consumedPoints ?? 0));
    return { most, points, seconds: held ? Math.max(0, Math.ceil(held.msBeforeNext / 1000)) : 0 };
  }

  #keyOf({ key }: Whose): string {
    return createHmac('sha256', this.#secret).update(`counted ${key}`).digest('base64url').slice(0, 22);
  }

  #of(budget: Budget, { isTogether }: Whose): RateLimiterAbstract {
    const keyPrefix = `hearth:rate:${budget.name}${isTogether ? ':together' : ''}`;
    const held = this.#limiters.get(keyPrefix);
    if (held) return held;
    const { points, together = points, seconds } = budget;
    const most = (isTogether ? together : points) * (isFixed(budget) ? 1 : this.#factor);
    const limiter = create(keyPrefix, most, seconds, this.#redis);
    this.#limiters.set(keyPrefix, limiter);
    return limiter;
  }
}

function isFixed({ per, isFixed: told }: Budget): boolean {
  return told === true || per === 'account' || per === 'mailbox';
}

function create(keyPrefix: string, points: number, duration: number, redis: Redis | null): RateLimiterAbstract {
  const options = { keyPrefix, points, duration };
  const memory = new RateLimiterMemory(options);
  return redis ? new RateLimiterRedis({ ...options, storeClient: redis, insuranceLimiter: memory }) : memory;
}
