import { text, texts } from '../api/answers.ts';

/** The fields of a profile from a form. Invalid choices are left for the schema to refuse. */
export function profileIn(form: FormData) {
  return {
    name: text(form, 'name'),
    work: text(form, 'work'),
    school: text(form, 'school'),
    state: text(form, 'state'),
    languages: texts(form, 'languages'),
  };
}
