import type { Facet, GradeBand, IntendedReader, PracticeArea } from '@hearth/shared/library/facets';
import { libraryLimits } from '@hearth/shared/library/limits';
import { states as places } from '../accounts/states.ts';
import * as m from '../paraglide/messages.js';
import { kinds, languages } from './words.ts';

type Named<Value extends string> = readonly (readonly [Value, () => string])[];

/** In these orders wherever one chooses. */
export const areas: Named<PracticeArea> = [
  ['supports', m.library_area_supports],
  ['expanded-learning', m.library_area_expanded_learning],
  ['families', m.library_area_families],
  ['leadership', m.library_area_leadership],
  ['teaching', m.library_area_teaching],
  ['running', m.library_area_running],
  ['funding', m.library_area_funding],
  ['data', m.library_area_data],
];

export const grades: Named<GradeBand> = [
  ['early', m.library_grade_early],
  ['elementary', m.library_grade_elementary],
  ['middle', m.library_grade_middle],
  ['high', m.library_grade_high],
  ['adult', m.library_grade_adult],
];

export const readers: Named<IntendedReader> = [
  ['coordinators', m.library_reader_coordinators],
  ['teachers', m.library_reader_teachers],
  ['families', m.library_reader_families],
  ['partners', m.library_reader_partners],
  ['principals', m.library_reader_principals],
  ['district', m.library_reader_district],
  ['union', m.library_reader_union],
];

/** In the order in which they are offered. */
export const facetNames: Named<Facet> = [
  ['kind', m.library_kind_facet],
  ['topic', m.library_topic],
  ['area', m.library_areas],
  ['language', m.library_facet_language],
  ['grade', m.library_grades],
  ['readers', m.library_readers],
  ['place', m.library_place],
  ['year', m.library_year],
];

export function facetName(facet: Facet): string {
  return facetNames.find(([its]) => its === facet)?.[1]() ?? '';
}

const fixed: Readonly<Partial<Record<Facet, Named<string>>>> = {
  ...{ kind: kinds, area: areas, language: languages, grade: grades, readers },
  place: places.map((code) => [code, () => code] as const),
};

/** What topics are called, by id. */
export type TopicNames = Readonly<Record<string, string>>;

export function valueName(facet: Facet, value: string, topics: TopicNames): string {
  if (facet === 'topic') return topics[value] ?? value;
  return fixed[facet]?.find(([its]) => its === value)?.[1]() ?? value;
}

/** Whether something that stands in an address may be one. */
export function isValue(facet: Facet, value: string): boolean {
  if (facet === 'topic') return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value) && value.length <= 60;
  if (facet === 'year')
    return /^\d{4}$/.test(value) && Number(value) >= libraryLimits.earliest && Number(value) <= libraryLimits.latest;
  return fixed[facet]?.some(([its]) => its === value) ?? false;
}

interface Counted {
  readonly value: string;
  readonly count: number;
}

/** As they are read: topics by their names, years from the latest, all others in their own order. */
export function inOrder(facet: Facet, counted: readonly Counted[], topics: TopicNames): readonly Counted[] {
  if (facet === 'topic')
    return counted.toSorted((one, other) =>
      valueName('topic', one.value, topics).localeCompare(valueName('topic', other.value, topics)),
    );
  if (facet === 'year') return counted.toSorted((one, other) => Number(other.value) - Number(one.value));
  const placeOf = ({ value }: Counted) => fixed[facet]?.findIndex(([its]) => its === value) ?? 0;
  return counted.toSorted((one, other) => placeOf(one) - placeOf(other));
}
