import { facet as facetSchema, type Facet, type FacetCounts } from '@hearth/shared/library/facets';
import { clearBit, countBoth, each, grown, intersection, setBit, union, WORD, type Bits } from './bits.ts';

const facets = facetSchema.options;
export type FacetValues = Readonly<Record<Facet, readonly string[]>>;

/** What is known of an entry that may be found. */
export interface Indexed {
  readonly id: string;
  /** For whom it is; see `circlesFor`. */
  readonly circles: readonly string[];
  readonly values: FacetValues;
  /** By which the list is sorted, the highest first: when it was published, in milliseconds. */
  readonly order: number;
}

export interface Asked {
  /** Null: whoever it is for. */
  readonly circles: readonly string[] | null;
  readonly chosen: { readonly [Each in Facet]?: FacetValues[Each] | undefined };
  /** The last one that one has. */
  readonly after: { readonly order: number; readonly id: string } | null;
  readonly most: number;
  /** The tag that stands in the place of another one. */
  readonly topicOf: (id: string) => string;
}

export interface Answer {
  /** In their order, from the one after `after`; no more than `most`. */
  readonly ids: readonly string[];
  readonly total: number;
  readonly counts: FacetCounts;
  /** Where nothing is found: how many there would be without what was chosen in one facet. */
  readonly without: { facet: Facet; count: number }[];
}

/** What makes another entry a related one, and how much; where it is made or how old it is does not. */
const WEIGHTS = [
  ['topic', 8],
  ['area', 4],
  ['grade', 2],
  ['kind', 1],
] as const satisfies readonly (readonly [Facet, number])[];

/**
 * Which published entries have which values, as sets of bits: what somebody may read, what they chose and how many there are of
 * each value are a few operations on words of 32. Pure, and no longer than the store's own order of things: it is filled from the
 * store and may vanish. Each place belongs to one entry, in no order.
 */
export class FacetIndex {
  readonly #places = new Map<string, number>();
  readonly #ids: string[] = [];
  readonly #free: number[] = [];
  readonly #circles = new Map<string, Bits>();
  readonly #values: Readonly<Record<Facet, Map<string, Bits>>> = {
    ...{ kind: new Map(), topic: new Map(), area: new Map(), grade: new Map() },
    ...{ readers: new Map(), language: new Map(), place: new Map(), year: new Map() },
  };
  #all: Bits = new Uint32Array(WORD);
  #order = new Float64Array(WORD * WORD);

  get size(): number {
    return this.#places.size;
  }

  put({ id, circles, values, order }: Indexed): void {
    this.drop(id);
    const place = this.#free.pop() ?? this.#ids.length;
    this.#places.set(id, place);
    this.#ids[place] = id;
    if (place >= this.#order.length) this.#grow();
    this.#order[place] = order;
    setBit(this.#all, place);
    for (const circle of circles) setBit(this.#setOf(this.#circles, circle), place);
    for (const facet of facets)
      for (const value of values[facet]) setBit(this.#setOf(this.#values[facet], value), place);
  }

  drop(id: string): void {
    const place = this.#places.get(id);
    if (place === undefined) return;
    this.#places.delete(id);
    this.#free.push(place);
    clearBit(this.#all, place);
    for (const set of this.#circles.values()) clearBit(set, place);
    for (const sets of Object.values(this.#values)) for (const set of sets.values()) clearBit(set, place);
  }

  search({ circles, chosen, after, most, topicOf }: Asked): Answer {
    const read = this.#readBy(circles);
    const picked = facets.flatMap((facet) => {
      const values = chosen[facet] ?? [];
      return values.length > 0 ? [{ facet, set: this.#withAny(facet, values, topicOf) }] : [];
    });
    /** With what was chosen in the other facets. */
    const around = (own: Facet) =>
      intersection(
        read,
        picked.filter(({ facet }) => facet !== own).map(({ set }) => set),
      );
    const found = intersection(
      read,
      picked.map(({ set }) => set),
    );
    const total = countBoth(found, found);
    const countsOf = (facet: Facet) => {
      const among = picked.some((one) => one.facet === facet) ? around(facet) : found;
      return this.#counts(facet, among, facet === 'topic' ? topicOf : (value) => value);
    };
    const without =
      total > 0
        ? []
        : picked.flatMap(({ facet }) => {
            const among = around(facet);
            const count = countBoth(among, among);
            return count > 0 ? [{ facet, count }] : [];
          });
    return { ids: this.#first(found, after, most), total, counts: countsIn(countsOf), without };
  }

  /** Entries somebody may read that are most like another one, which may not be among them; the newest of equals first. */
  related(
    like: Pick<Indexed, 'id' | 'values'>,
    { circles, topicOf, most }: Pick<Asked, 'circles' | 'topicOf' | 'most'>,
  ): readonly string[] {
    const read = this.#readBy(circles);
    const own = this.#places.get(like.id);
    const likeness = new Uint16Array(this.#ids.length);
    for (const [facet, weight] of WEIGHTS)
      for (const value of like.values[facet])
        each(intersection(read, [this.#withAny(facet, [value], topicOf)]), (place) => {
          if (place !== own) likeness[place] = (likeness[place] ?? 0) + weight;
        });
    const best = new Best(most, (one, other) => {
      const [its, others] = [likeness[one] ?? 0, likeness[other] ?? 0];
      return its === others ? this.#isBefore(one, other) : its > others;
    });
    for (let place = likeness.length - 1; place >= 0; place--) if (likeness[place]) best.offer(place);
    return best.places.map((place) => this.#ids[place] ?? '');
  }

  #readBy(circles: readonly string[] | null): Bits {
    if (circles === null) return this.#all;
    return union(
      circles.flatMap((circle) => this.#circles.get(circle) ?? []),
      this.#all.length,
    );
  }

  #withAny(facet: Facet, values: readonly string[], topicOf: Asked['topicOf']): Bits {
    const sets = this.#values[facet];
    if (facet !== 'topic')
      return union(
        values.flatMap((value) => sets.get(value) ?? []),
        this.#all.length,
      );
    const wanted = new Set(values.map(topicOf));
    return union(
      [...sets].flatMap(([value, set]) => (wanted.has(topicOf(value)) ? [set] : [])),
      this.#all.length,
    );
  }

  #counts(facet: Facet, among: Bits, nameOf: (value: string) => string): FacetCounts[Facet] {
    const byName = Map.groupBy(this.#values[facet], ([value]) => nameOf(value));
    return [...byName].flatMap(([value, same]) => {
      const set = union(
        same.map(([, one]) => one),
        this.#all.length,
      );
      const count = countBoth(set, among);
      return count > 0 ? [{ value, count }] : [];
    });
  }

  #first(found: Bits, after: Asked['after'], most: number): string[] {
    const best = new Best(most, (one, other) => this.#isBefore(one, other));
    // The newest are mostly at the end.
    each(found, (place) => {
      if (!after || this.#isBehind(place, after)) best.offer(place);
    });
    return best.places.map((place) => this.#ids[place] ?? '');
  }

  #isBehind(place: number, { order, id }: NonNullable<Asked['after']>): boolean {
    const own = this.#order[place] ?? 0;
    return own === order ? (this.#ids[place] ?? '') > id : own < order;
  }

  #isBefore(one: number, other: number): boolean {
    const [its, others] = [this.#order[one] ?? 0, this.#order[other] ?? 0];
    return its === others ? (this.#ids[one] ?? '') < (this.#ids[other] ?? '') : its > others;
  }

  #setOf(sets: Map<string, Bits>, name: string): Bits {
    const held = sets.get(name) ?? new Uint32Array(this.#all.length);
    sets.set(name, held);
    return held;
  }

  #grow(): void {
    const words = this.#all.length * 2;
    this.#all = grown(this.#all, words);
    for (const sets of [this.#circles, ...Object.values(this.#values)])
      for (const [name, set] of sets) sets.set(name, grown(set, words));
    const order = new Float64Array(words * WORD);
    order.set(this.#order);
    this.#order = order;
  }
}

/** The first few of many, in order. */
class Best {
  readonly places: number[] = [];
  readonly #most: number;
  readonly #isBefore: (one: number, other: number) => boolean;

  constructor(most: number, isBefore: (one: number, other: number) => boolean) {
    this.#most = most;
    this.#isBefore = isBefore;
  }

  offer(place: number): void {
    const { places } = this;
    const last = places.at(-1);
    if (places.length >= this.#most && (last === undefined || !this.#isBefore(place, last))) return;
    let at = places.length;
    while (at > 0 && this.#isBefore(place, places[at - 1] ?? place)) at -= 1;
    places.splice(at, 0, place);
    if (places.length > this.#most) places.pop();
  }
}

function countsIn(countsOf: (facet: Facet) => FacetCounts[Facet]): FacetCounts {
  return {
    ...{ kind: countsOf('kind'), topic: countsOf('topic'), area: countsOf('area'), grade: countsOf('grade') },
    ...{ readers: countsOf('readers'), language: countsOf('language') },
    ...{ place: countsOf('place'), year: countsOf('year') },
  };
}
