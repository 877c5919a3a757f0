import { text } from '../api/answers.ts';

/** What the form of a group says. */
export function groupIn(form: FormData) {
  return {
    name: text(form, 'name'),
    purpose: text(form, 'purpose'),
    language: text(form, 'language') === 'es' ? ('es' as const) : ('en' as const),
    kind: text(form, 'kind'),
  };
}
