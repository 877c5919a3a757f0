import { firstWords } from '@hearth/shared/accounts/budgets';
import type { Budget } from '@hearth/shared/kernel/budgets';
import type { NewHere } from '@hearth/shared/accounts/entity';
import { AppError } from '@hearth/shared/kernel/errors';
import { limits } from '@hearth/shared/kernel/limits';
import type { Counts, Origin } from './context.ts';
import type { Visitor } from './visitor.ts';
import type { Services } from '../services.ts';
import { rangeOf } from './address.ts';
import { mailboxOf } from './mailbox.ts';
import type { Whose } from '../platform/rate-limit.ts';

interface Caller {
  readonly services: Pick<Services, 'limiter' | 'clock'>;
  readonly visitor: Visitor;
  readonly origin: Origin;
}

const NEW_MS = limits.newHours * 3_600_000;

/**
 * Counts one call by everything its contract names, runs it, and gives back what did not come to pass. All points are
 * taken beforehand, so that a thousand guesses at once are a thousand.
 */
export async function counting<T>(
  caller: Caller,
  budgets: readonly Budget[],
  input: unknown,
  run: (counter: Counter) => Promise<T>,
): Promise<T> {
  const counter = new Counter(caller, input);
  try {
    for (const budget of budgets) await counter.take(budget);
    const value = await run(counter);
    await counter.giveBack(({ counts }) => counts !== undefined && counts !== 'done');
    return value;
  } catch (error) {
    const reason = error instanceof AppError ? error.reason : null;
    if (counter.isHeldBack(error)) throw error;
    // After any other refusal than that a guess was wrong, the call was worth nothing to a guesser.
    await counter.giveBack(({ counts }) => counts !== undefined && (counts === 'done' || counts.wrong !== reason));
    throw error;
  }
}

/** Counts what has no contract. */
export async function count(caller: Caller, budget: Budget): Promise<void> {
  await new Counter(caller, null).take(budget);
}

/** What was counted when a call came in, for the service that deals with it. */
export class Counter implements Counts {
  readonly #caller: Caller;
  readonly #input: unknown;
  readonly #taken = new Map<Budget, Whose>();
  readonly #spent = new Map<Budget, number>();
  #refusal: AppError | null = null;
  #wait: AppError | null = null;

  constructor(caller: Caller, input: unknown) {
    this.#caller = caller;
    this.#input = input;
  }

  /** Takes a point from whoever it counts. Throws when there is none, unless the service is told. */
  async take(budget: Budget): Promise<void> {
    if (!(await this.may(budget)) && !budget.refusedBy) this.require(budget);
  }

  /** The same for a service that answers in its own way. True where there is nobody to be counted. */
  async may(budget: Budget): Promise<boolean> {
    const whose = await this.#whose(budget);
    if (!whose) return true;
    const seconds = await this.#caller.services.limiter.take(budget, whose);
    if (seconds === 0) this.#taken.set(budget, whose);
    else this.#spent.set(budget, seconds);
    return seconds === 0;
  }

  async left(budget: Budget): Promise<number> {
    const whose = await this.#whose(budget);
    return whose ? (await this.#caller.services.limiter.left(budget, whose)).points : budget.points;
  }

  isSpent(budget: Budget): boolean {
    return this.#spent.has(budget);
  }

  /** Has it refused when it is about to write, so that one that was carried out before gets its first answer again. */
  refuse(refusal: AppError | null): void {
    this.#refusal = refusal;
  }

  /** The same once its service has found nothing that speaks against it: what would be refused anyway does not wait. */
  holdBack(wait: AppError): void {
    this.#wait = wait;
  }

  requireThrough(): void {
    if (this.#wait) throw this.#wait;
  }

  /** Whether that is why it ends: it was written all the same. */
  isHeldBack(error: unknown): boolean {
    return this.#wait !== null && error === this.#wait;
  }

  requireForCommit(): void {
    if (this.#refusal) throw this.#refusal;
    for (const budget of this.#spent.keys()) if (budget.refusedBy === 'commit') this.require(budget);
  }

  require(budget: Budget): void {
    const seconds = this.#spent.get(budget);
    if (seconds === undefined) return;
    throw budget.refuse({ params: { seconds, minutes: Math.ceil(seconds / 60), most: budget.points } });
  }

  async settle(budget: Budget): Promise<void> {
    const whose = await this.#whose(budget);
    if (whose) await this.#caller.services.limiter.giveBack(budget, whose);
  }

  async giveBack(isIts: (budget: Budget) => boolean): Promise<void> {
    for (const [budget, whose] of this.#taken)
      if (isIts(budget)) await this.#caller.services.limiter.giveBack(budget, whose);
  }

  async #whose({ per, ofTheNew, isOfNamed }: Budget): Promise<Whose | null> {
    const { visitor, origin, services } = this.#caller;
    if (ofTheNew && !isNew(visitor, services.clock.now())) return null;
    if (isOfNamed && this.#address() === null) return null;
    switch (per) {
      case 'person':
        return personOrRange(visitor, origin);
      case 'range':
        return { key: rangeOf(origin.address), isTogether: false };
      case 'account': {
        const address = this.#address() ?? ('byline' in visitor ? visitor.email : null);
        return address === null ? null : { key: address, isTogether: false };
      }
      case 'mailbox': {
        const address = this.#address();
        return address === null ? null : { key: mailboxOf(address), isTogether: false };
      }
    }
  }

  /** Whom the call concerns, in its own words. */
  #address(): string | null {
    const input = this.#input;
    if (typeof input !== 'object' || input === null || !('email' in input)) return null;
    return typeof input.email === 'string' ? input.email : null;
  }
}

/** Whoever has proved no mailbox is nobody yet, and counts together with all such of the range. */
function personOrRange(visitor: Visitor, { address }: Origin): Whose {
  if ('byline' in visitor && visitor.isProven) return { key: visitor.actor.id, isTogether: false };
  return { key: rangeOf(address), isTogether: true };
}

/** What applies to an account of the first day, and what is left of it; null for all others. */
export async function newHereOf({ services, visitor }: Pick<Caller, 'services' | 'visitor'>): Promise<NewHere | null> {
  if (!('byline' in visitor) || !isNew(visitor, services.clock.now())) return null;
  const { most, points, seconds } = await services.limiter.left(firstWords, {
    key: visitor.actor.id,
    isTogether: false,
  });
  const until = new Date(visitor.joinedAt.getTime() + NEW_MS).toISOString();
  return { most, left: points, minutes: Math.ceil(seconds / 60), until };
}

/** Accounts of the first day, but for those whom somebody has given a role. */
export function isNew(visitor: Visitor, now: Date): boolean {
  if (!('byline' in visitor) || visitor.actor.role !== 'member') return false;
  return now.getTime() - visitor.joinedAt.getTime() < NEW_MS;
}
