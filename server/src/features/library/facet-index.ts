import { facet as facetSchema, type Facet, type FacetCounts } from '@hearth/shared/library/facets';
import type { LibraryOrder } from '@hearth/shared/library/entity';
import { clearBit, countBoth, each, grown, intersection, setBit, union, WORD, type Bits } from './bits.ts';
import { isBehind, Ranks, type Counted, type Rank } from './ranks.ts';

const facets = facetSchema.options;
export type FacetValues = Readonly<Record<Facet, readonly string[]>>;

/** What is known of an entry that may be found. */
export interface Indexed {
  readonly id: string;
  /** For whom it is; see `circlesFor`. */
  readonly circles: readonly string[];
  readonly values: FacetValues;
  /** Its title, folded. */
  readonly title: string;
  /** When it was published, in milliseconds: the newest first. */
  readonly order: number;
}

export interface Asked {
  /** Null: whoever it is for. */
  readonly circles: readonly string[] | null;
  readonly chosen: { readonly [Each in Facet]?: FacetValues[Each] | undefined };
  /** What the title has, folded; empty for all. */
  readonly words: readonly string[];
  readonly by: LibraryOrder;
  /** The last one that one has, where it stood then. */
  readonly after: (Rank & { readonly id: string }) | null;
  readonly most: number;
  /** The tag that stands in the place of another one. */
  readonly topicOf: (id: string) => string;
}

export interface Answer {
  /** In their order, from the one after `after`; no more than `most`. */
  readonly ids: readonly string[];
  /** Where each of them stands. */
  readonly ranks: readonly Rank[];
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
  readonly #titles: string[] = [];
  readonly #ranks = new Ranks();

  get size(): number {
    return this.#places.size;
  }

  put({ id, circles, values, title, order }: Indexed): void {
    this.drop(id);
    const place = this.#free.pop() ?? this.#ids.length;
    this.#places.set(id, place);
    this.#ids[place] = id;
    if (place >= this.#all.length * WORD) this.#grow();
    this.#titles[place] = title;
    this.#ranks.put(place, id, order);
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

  /** What was counted of one, whether or not it is here. */
  count(id: string, counted: Counted): void {
    this.#ranks.count(id, counted, this.#places.get(id));
  }

  search({ circles, chosen, words, by, after, most, topicOf }: Asked): Answer {
    const read = this.#withWords(this.#readBy(circles), words);
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
    const places = this.#first(found, by, after, most);
    return {
      ids: places.map((place) => this.#ids[place] ?? ''),
      ranks: places.map((place) => this.#ranks.rankOf(place, by)),
      ...{ total, counts: countsIn(countsOf), without },
    };
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

  /** Looks at each title there is to read, and only where somebody looks for one. */
  #withWords(read: Bits, words: readonly string[]): Bits {
    if (words.length === 0) return read;
    const found = read.slice();
    each(read, (place) => {
      const title = this.#titles[place] ?? '';
      if (!words.every((word) => title.includes(word))) clearBit(found, place);
    });
    return found;
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

  #first(found: Bits, by: LibraryOrder, after: Asked['after'], most: number): readonly number[] {
    const best = new Best(most, (one, other) => this.#isBefore(one, other, by));
    // The newest are mostly at the end.
    each(found, (place) => {
      if (!after || this.#isBehind(place, by, after)) best.offer(place);
    });
    return best.places;
  }

  #isBehind(place: number, by: LibraryOrder, after: NonNullable<Asked['after']>): boolean {
    return isBehind(this.#ranks.rankOf(place, by), after) ?? (this.#ids[place] ?? '') > after.id;
  }

  #isBefore(one: number, other: number, by: LibraryOrder = 'newest'): boolean {
    const before = this.#ranks.compare(one, other, by);
    return before === 0 ? (this.#ids[one] ?? '') < (this.#ids[other] ?? '') : before > 0;
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
