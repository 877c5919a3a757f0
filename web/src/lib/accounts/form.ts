import type { Language, Work } from '@hearth/shared/accounts/entity';
import { text } from '../api/answers.ts';

/** The fields of a profile from a form. Invalid choices are left for the schema to refuse. */
export function profileIn(form: FormData) {
  return {
    name: text(form, 'name'),
    work: text(form, 'work') as Work,
    school: text(form, 'school'),
    state: text(form, 'state'),
    languages: form.getAll('languages').filter((value): value is Language => value === 'en' || value === 'es'),
  };
}
