import type { LibraryOrder } from '@hearth/shared/library/entity';
import { WORD } from './bits.ts';

/** Where an entry stands in an order: by what was counted, where that is asked for, and the newest of equals first. */
export interface Rank {
  /** When it was published, in milliseconds. */
  readonly order: number;
  readonly count: number;
}

/** What was counted of an entry. */
export type Counted = Readonly<Record<CountedOrder, number>>;
type CountedOrder = Exclude<LibraryOrder, 'newest'>;

/** The orders of a list of places, each of which is a few numbers. What is counted of entries that have no place is kept for when they do. */
export class Ranks {
  #published = new Float64Array(WORD * WORD);
  readonly #counts = { tried: new Float64Array(WORD * WORD), thanked: new Float64Array(WORD * WORD) };
  readonly #counted = new Map<string, Counted>();

  put(place: number, id: string, published: number): void {
    if (place >= this.#published.length) this.#grow();
    this.#published[place] = published;
    this.#set(place, this.#counted.get(id));
  }

  count(id: string, counted: Counted, place: number | undefined): void {
    if (counted.tried + counted.thanked > 0) this.#counted.set(id, counted);
    else this.#counted.delete(id);
    if (place !== undefined) this.#set(place, counted);
  }

  rankOf(place: number, by: LibraryOrder): Rank {
    const order = this.#published[place] ?? 0;
    return { order, count: by === 'newest' ? 0 : (this.#counts[by][place] ?? 0) };
  }

  /** Above zero where one stands before the other; zero where their ids decide. */
  compare(one: number, other: number, by: LibraryOrder): number {
    if (by !== 'newest') {
      const counts = this.#counts[by];
      const more = (counts[one] ?? 0) - (counts[other] ?? 0);
      if (more !== 0) return more;
    }
    return (this.#published[one] ?? 0) - (this.#published[other] ?? 0);
  }

  #set(place: number, counted: Counted | undefined): void {
    this.#counts.tried[place] = counted?.tried ?? 0;
    this.#counts.thanked[place] = counted?.thanked ?? 0;
  }

  #grow(): void {
    this.#published = longer(this.#published);
    this.#counts.tried = longer(this.#counts.tried);
    this.#counts.thanked = longer(this.#counts.thanked);
  }
}

/** Whether a rank is behind another one; null where their ids decide. */
export function isBehind(own: Rank, last: Rank): boolean | null {
  if (own.count !== last.count) return own.count < last.count;
  return own.order === last.order ? null : own.order < last.order;
}

function longer(numbers: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const all = new Float64Array(numbers.length * 2);
  all.set(numbers);
  return all;
}
