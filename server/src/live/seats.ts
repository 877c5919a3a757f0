import { AppError } from '@hearth/shared/errors';
import { limits } from '@hearth/shared/limits';
import type { Visitor } from '../context.ts';

/** Open connections of this process by who holds them: a person, or an address where nobody is signed in. */
export class Seats {
  readonly #taken = new Map<string, number>();
  readonly #factor: number;

  /** `factor` widens what strangers of one address may hold together, as for every other limit. */
  constructor(factor: number) {
    this.#factor = factor;
  }

  /** Returns how to give the seat back; throws `too-many-connections`. */
  take({ actor }: Visitor, address: string): () => void {
    const isPerson = actor.kind === 'person';
    const most = isPerson ? limits.connectionsEach : limits.connectionsOfAddress * this.#factor;
    const key = isPerson ? actor.id : address;
    const taken = this.#taken.get(key) ?? 0;
    if (taken >= most) throw new AppError('too-many-connections');
    this.#taken.set(key, taken + 1);
    return () => this.#giveBack(key);
  }

  #giveBack(key: string): void {
    const left = (this.#taken.get(key) ?? 1) - 1;
    if (left > 0) this.#taken.set(key, left);
    else this.#taken.delete(key);
  }
}
