import { findStudentInformation, type Finding } from '@hearth/shared/student-information/find';

type WordsField = HTMLTextAreaElement | HTMLInputElement;

/** A place in a field that may tell who a child is, with a few words around it. */
export interface Place extends Finding {
  readonly field: WordsField;
  readonly before: string;
  readonly phrase: string;
  readonly after: string;
}

const AROUND = 24;
/** More at once would help nobody; when these are changed the next are shown. */
const MOST = 5;

export function placesIn(form: HTMLFormElement | null, names: readonly string[]): Place[] {
  // Rows of a form have fields of one name.
  const fields = [...(form?.elements ?? [])].filter(isField).filter(({ name }) => names.includes(name));
  return fields
    .flatMap((field) => findStudentInformation(field.value).map((found) => placeOf(field, found)))
    .slice(0, MOST);
}

function placeOf(field: WordsField, found: Finding): Place {
  const { value } = field;
  const from = wordStart(value, found.start - AROUND);
  const to = wordStart(value, found.end + AROUND);
  return {
    ...found,
    field,
    before: (from > 0 ? '… ' : '') + value.slice(from, found.start),
    phrase: value.slice(found.start, found.end),
    after: value.slice(found.end, to) + (to < value.length ? '…' : ''),
  };
}

/** The beginning of the first whole word from there on. */
function wordStart(value: string, at: number): number {
  if (at <= 0 || at >= value.length) return Math.min(Math.max(at, 0), value.length);
  const space = value.indexOf(' ', at);
  return space === -1 || space - at > AROUND ? at : space + 1;
}

/** As if somebody had typed it: drafts and counters follow. */
export function put(field: WordsField, words: string): void {
  field.value = words;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

function isField(element: unknown): element is WordsField {
  return element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement;
}
