import { AppError } from '@hearth/shared/errors';
import { rates, type Rate } from '@hearth/shared/limits';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { Origin, Visitor } from '../context.ts';

type Limiters = ReadonlyMap<Rate, RateLimiterAbstract>;

/** What is counted so that nobody gets into an account by trying, or fills a mailbox. */
const ENTERING: ReadonlySet<Rate> = new Set(['signIn', 'mail']);

/** Counts what somebody does; a person by who they are, a stranger by address. */
export class Limiter {
  readonly #wide: Limiters;
  readonly #narrow: Limiters;

  /**
   * `factor` widens limits, for schools where many share one address; but not how often one account or mailbox may be
   * tried or written to, which is for one person wherever they sit. With Redis, all servers count together.
   */
  constructor(redis: Redis | null, factor = 1) {
    this.#wide = createAll(redis, factor);
    this.#narrow = createAll(redis, 1);
  }

  /** Throws `too-fast` with the seconds to wait. */
  async take(rate: Rate, { visitor, origin }: { visitor: Visitor; origin: Origin }): Promise<void> {
    const key = visitor.actor.kind === 'person' ? `p:${visitor.actor.id}` : `a:${origin.address}`;
    await this.count(rate, key);
  }

  /** `key` begins with what it counts: `p:` a person, `a:` an address of the network, `e:` and `c:` an e-mail address. */
  async count(rate: Rate, key: string): Promise<void> {
    const isOfOne = key.startsWith('e:') || key.startsWith('c:') || (ENTERING.has(rate) && key.startsWith('p:'));
    try {
      await (isOfOne ? this.#narrow : this.#wide).get(rate)?.consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new AppError('too-fast', { params: { seconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) } });
    }
  }
}

function createAll(redis: Redis | null, factor: number): Limiters {
  const names = Object.keys(rates) as Rate[];
  return new Map(names.map((name) => [name, create(name, redis, factor)]));
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
