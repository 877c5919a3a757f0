import type { LibraryOrder } from '@hearth/shared/library/entity';
import type { Facet, FacetCounts } from '@hearth/shared/library/facets';

/** What was chosen, as it stands in the address: several values of a facet, one after the other. */
export type Chosen = Readonly<Partial<Record<Facet, readonly string[]>>>;

export interface Narrowing {
  readonly chosen: Chosen;
  readonly view: 'list' | 'cards';
  readonly by: LibraryOrder;
}

/** The address of the library with what was chosen, without its question mark. */
export function searchOf({ chosen, view, by }: Narrowing): string {
  const pairs = Object.entries(chosen).flatMap(([facet, values]) => values.map((value) => [facet, value]));
  const order = by === 'newest' ? [] : [['by', by]];
  return new URLSearchParams([...pairs, ...order, ...(view === 'cards' ? [['view', view]] : [])]).toString();
}

export function libraryPath(narrowing: Narrowing): string {
  const search = searchOf(narrowing);
  return search ? `/library?${search}` : '/library';
}

/** Without one value of a facet, or without the whole facet. */
export function without({ chosen, ...how }: Narrowing, facet: Facet, value: string | null): Narrowing {
  const left = value === null ? [] : (chosen[facet] ?? []).filter((one) => one !== value);
  const { [facet]: _, ...others } = chosen;
  return { chosen: left.length > 0 ? { ...others, [facet]: left } : others, ...how };
}

/** Each value that was chosen, with its facet. */
export function valuesIn(chosen: Chosen): (readonly [Facet, string])[] {
  // Its keys are facets: whatever else stands in an address is not read.
  return (Object.entries(chosen) as [Facet, readonly string[]][]).flatMap(([facet, values]) =>
    values.map((value) => [facet, value] as const),
  );
}

/** With what was chosen and nothing has, so that it can be taken back where it was chosen. */
export function offered(facet: Facet, facets: FacetCounts, chosen: Chosen): FacetCounts[Facet] {
  const missing = (chosen[facet] ?? []).filter((value) => !facets[facet].some((one) => one.value === value));
  return [...facets[facet], ...missing.map((value) => ({ value, count: 0 }))];
}
