import { getField } from '../bson/fields.ts';
import { isDocument, type Document, type Maybe } from '../bson/types.ts';

/** Where in an array the last successful test matched: what `$` stands for in an update or a projection. −1: nowhere. */
export interface Place {
  index: number;
}

/** True if the document meets a filter. Fills in `place` when it is given. */
export type Predicate = (document: Document, place?: Place) => boolean;

/** A condition on one value; `undefined` where the path leads nowhere. */
export type Test = (value: Maybe, place?: Place) => boolean;

export const isIndex = (part: string): boolean => /^(0|[1-9]\d*)$/.test(part);

/**
 * A predicate that holds if any value reached by the path passes the test. Arrays on the way are entered, by position and
 * by their documents. With `expand`, an array at the end offers its elements as well as itself.
 */
export function reaching(path: string, expand: boolean, test: Test): Predicate {
  const parts = path.split('.');
  if (parts.length > 1) return (document, place) => walk(document, parts, 0, expand, test, place);
  return (document, place) => atEnd(getField(document, path), expand, test, place);
}

function walk(
  value: Maybe,
  parts: readonly string[],
  index: number,
  expand: boolean,
  test: Test,
  place: Place | undefined,
): boolean {
  let at = value;
  for (let depth = index; depth < parts.length; depth++) {
    const part = parts[depth] ?? '';
    if (Array.isArray(at)) return walkArray(at, parts, depth, expand, test, place);
    if (!isDocument(at)) return test(undefined, place);
    at = getField(at, part);
    if (at === undefined) return test(undefined, place);
  }
  return atEnd(at, expand, test, place);
}

/** `isInner`: by a position, out of the array around it. */
function walkArray(
  array: readonly Maybe[],
  parts: readonly string[],
  depth: number,
  expand: boolean,
  test: Test,
  place: Place | undefined,
  isInner = false,
): boolean {
  const part = parts[depth] ?? '';
  const isPosition = isIndex(part);
  const position = isPosition ? Number(part) : -1;
  let hasPlain = false;
  let leadsOn = false;
  let entersArray = false;
  for (const [index, element] of array.entries()) {
    const isArray = Array.isArray(element);
    if (isDocument(element)) {
      leadsOn = true;
      if (walk(element, parts, depth, expand, test, place)) return mark(place, index);
    }
    if (index !== position) {
      hasPlain ||= !isPosition && !isArray && !isDocument(element);
    } else if (depth === parts.length - 1) {
      // The element named by a last part is taken as it is: an array there is not entered.
      leadsOn = true;
      if (test(element, place)) return mark(place, index);
    } else if (isArray) {
      entersArray = true;
      if (walkArray(element, parts, depth + 1, expand, test, place, true)) return mark(place, index);
    } else if (isDocument(element) && walk(element, parts, depth + 1, expand, test, place)) return mark(place, index);
  }
  // Plain values have no fields, so there the field is missing; and so it is where nothing leads on. Arrays in it say nothing.
  const isMissing = !entersArray && (hasPlain || (!leadsOn && !isInner));
  return isMissing && test(undefined, place);
}

function atEnd(value: Maybe, expand: boolean, test: Test, place: Place | undefined): boolean {
  if (expand && Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) if (test(value[index], place)) return mark(place, index);
  }
  return test(value, place);
}

function mark(place: Place | undefined, index: number): true {
  if (place) place.index = index;
  return true;
}

/** True if all hold. Stops at the first that does not. */
export function all(predicates: readonly Predicate[]): Predicate {
  const [first, second] = predicates;
  if (!first) return () => true;
  if (!second) return first;
  if (predicates.length === 2) return (document, place) => first(document, place) && second(document, place);
  return (document, place) => predicates.every((one) => one(document, place));
}

/** Its positions are forgotten: what did not match has no place. */
export function not(predicate: Predicate): Predicate {
  return (document) => !predicate(document);
}
