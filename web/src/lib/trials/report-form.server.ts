import { text, wishOf } from '../api/answers.ts';
import { levels, places, results } from './words.ts';

function isOf<Value extends string>(names: Readonly<Record<Value, unknown>>, given: string): given is Value {
  return Object.hasOwn(names, given);
}

/** Reports of which schools are asked for; nothing else in an address counts. */
export function kindIn(url: URL) {
  const [level, place] = ['level', 'place'].map((name) => url.searchParams.get(name) ?? '');
  return { ...(level && isOf(levels, level) && { level }), ...(place && isOf(places, place) && { place }) };
}

/** What is chosen of a list. */
function chosen<Value extends string>(names: Readonly<Record<Value, unknown>>, form: FormData, name: string): Value {
  const value = text(form, name);
  // What is none of them is refused by the schema.
  return isOf(names, value) ? value : (value as Value);
}

/** What somebody reports. */
export function reportIn(form: FormData) {
  return {
    level: chosen(levels, form, 'level'),
    place: chosen(places, form, 'place'),
    result: chosen(results, form, 'result'),
    ...{ changed: text(form, 'changed'), sentence: text(form, 'sentence'), ...wishOf(form) },
  };
}

/** What is pressed twice is done once, and what the page can do besides has another id. */
export function idFor(form: FormData, what: string): string {
  const pageId = text(form, 'commandId');
  return pageId.slice(0, -12) + what + pageId.slice(-11);
}
