import type { ApiClient } from '@hearth/shared/transport';
import { redirect } from '@sveltejs/kit';
import { formOf, refusal, text, texts } from '../api/answers.ts';
import { siblingOf } from '../library/sibling.ts';

/**
 * Puts an entry into the lists that are chosen now, and takes it out of those that no longer are: what another page has changed
 * meanwhile stays. A list that is named is made first.
 */
export async function place(api: ApiClient, request: Request, back: (form: FormData) => string) {
  const form = await formOf(request);
  const id = text(form, 'commandId');
  const [were, chosen, name] = [texts(form, 'were'), texts(form, 'lists'), text(form, 'name').trim()];
  const into = chosen.filter((one) => !were.includes(one));
  if (name) {
    const made = await api.command('saved.make-list', id, { name });
    if (!made.ok) return refusal(made.error, form);
    into.push(made.value.id);
  }
  const out = were.filter((one) => !chosen.includes(one));
  const result = await api.command('saved.place', siblingOf(id), { entryId: text(form, 'entryId'), into, out });
  return result.ok ? redirect(303, back(form)) : refusal(result.error, form);
}
