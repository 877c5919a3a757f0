import { commonError } from '@hearth/shared/kernel/errors';
import { limits } from '@hearth/shared/kernel/limits';
import type { Origin } from '../request/context.ts';
import type { Visitor } from '../request/visitor.ts';
import { rangeOf } from '../request/address.ts';

interface Place {
  readonly key: string;
  readonly most: number;
}

/** Open connections of this process by who holds them: a person, and an address and its range where nobody is known. */
export class ConnectionLimiter {
  readonly #taken = new Map<string, number>();
  readonly #factor: number;

  /** `factor` widens what strangers of one place may hold together, as for every other limit. */
  constructor(factor: number) {
    this.#factor = factor;
  }

  /** Returns how to give the place back; throws `too-many-connections`. */
  take(who: { visitor: Visitor; origin: Origin }): () => void {
    const connections = this.#placesOf(who);
    if (connections.some(({ key, most }) => this.#takenOf(key) >= most)) throw commonError('too-many-connections');
    for (const { key } of connections) this.#taken.set(key, this.#takenOf(key) + 1);
    return () => connections.forEach(({ key }) => this.#giveBack(key));
  }

  /** Whoever has proved no mailbox takes the place of a stranger too. */
  #placesOf({ visitor, origin: { address } }: { visitor: Visitor; origin: Origin }): readonly Place[] {
    const own = 'byline' in visitor ? [{ key: visitor.actor.id, most: limits.connectionsEach }] : [];
    if ('byline' in visitor && visitor.isProven) return own;
    return [
      ...own,
      { key: address, most: limits.connectionsOfAddress * this.#factor },
      { key: rangeOf(address), most: limits.connectionsOfRange * this.#factor },
    ];
  }

  #takenOf(key: string): number {
    return this.#taken.get(key) ?? 0;
  }

  #giveBack(key: string): void {
    const left = this.#takenOf(key) - 1;
    if (left > 0) this.#taken.set(key, left);
    else this.#taken.delete(key);
  }
}
