import type { WireError } from '@hearth/shared/kernel/errors';
import { redirect, type ActionFailure, type Cookies } from '@sveltejs/kit';
import { refusal, type Refusal } from '../api/answers.ts';
import { remember } from '../frame/preference.ts';

/** What is refused on the way in. Whoever is suspended reads why on a page of its own, in the language of their account. */
export function refused(
  event: { readonly cookies: Cookies; readonly url: URL },
  error: WireError,
  form: FormData,
): ActionFailure<Refusal> {
  const { token, locale } = error.params ?? {};
  if (error.reason !== 'suspended' || token === undefined) return refusal(error, form);
  remember(event, 'locale', locale === 'es' ? 'es' : 'en');
  redirect(303, `/suspended?token=${encodeURIComponent(token)}`);
}
