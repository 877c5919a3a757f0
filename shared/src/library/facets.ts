import { z } from 'zod';
import { usState } from '../accounts/entity.ts';
import { chosenTags, tagId } from '../tags/entity.ts';
import { entryKind, partLanguage } from './kinds.ts';
import { libraryLimits } from './limits.ts';

/** The four pillars of a community school, and what those who run one ask for besides. */
export const practiceArea = z.enum([
  ...(['supports', 'expanded-learning', 'families', 'leadership'] as const),
  ...(['teaching', 'running', 'funding', 'data'] as const),
]);
export type PracticeArea = z.infer<typeof practiceArea>;

export const gradeBand = z.enum(['early', 'elementary', 'middle', 'high', 'adult']);
export type GradeBand = z.infer<typeof gradeBand>;

/** Who works with it; who may read it is its audience. */
export const intendedReader = z.enum([
  ...(['coordinators', 'teachers', 'families', 'partners', 'principals', 'district', 'union'] as const),
]);
export type IntendedReader = z.infer<typeof intendedReader>;

const madeIn = z.int().min(libraryLimits.earliest).max(libraryLimits.latest);

/** What its owner says so that others find it; all of it may be missing. */
export const entryFacets = z.strictObject({
  topics: chosenTags,
  areas: z.array(practiceArea).max(practiceArea.options.length),
  grades: z.array(gradeBand).max(gradeBand.options.length),
  readers: z.array(intendedReader).max(intendedReader.options.length),
  /** Where it holds; empty for anywhere. */
  place: usState,
  /** When it was made. */
  year: madeIn.nullable(),
});
export type EntryFacets = z.infer<typeof entryFacets>;

/** Of those that say nothing, as all did once. */
export const noFacets: EntryFacets = { topics: [], areas: [], grades: [], readers: [], place: '', year: null };

/** By what the library is narrowed, in the order in which it is offered. */
export const facet = z.enum(['kind', 'topic', 'area', 'grade', 'readers', 'language', 'place', 'year']);
export type Facet = z.infer<typeof facet>;

const several = <Value extends z.ZodType>(value: Value) => z.array(value).max(libraryLimits.chosen).optional();

/** Any of several values of one facet, in all of the facets that are named. */
export const facetChoice = {
  kind: several(entryKind),
  topic: several(tagId),
  area: several(practiceArea),
  grade: several(gradeBand),
  readers: several(intendedReader),
  language: several(partLanguage),
  place: several(usState.refine((state) => state !== '')),
  year: several(madeIn),
};

/** How many entries one would find with it; those that nothing has are missing. */
const counted = z.strictObject({ value: z.string(), count: z.int().nonnegative() });

/** Of each facet: its values, counted among what one may read and what was chosen in the other facets. */
export const facetCounts = z.strictObject({
  kind: z.array(counted),
  topic: z.array(counted),
  area: z.array(counted),
  grade: z.array(counted),
  readers: z.array(counted),
  language: z.array(counted),
  place: z.array(counted),
  year: z.array(counted),
});
export type FacetCounts = z.infer<typeof facetCounts>;
