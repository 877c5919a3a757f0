import { redirect } from '@sveltejs/kit';
import { HELLO, pageAfter } from '#lib/accounts/page-after.ts';
import { forgetSignUp, signUpOf } from '#lib/accounts/sign-up-cookie.ts';
import { formOf, refusal, text } from '#lib/api/answers.ts';
import type { Actions, PageServerLoad } from './$types';

/** Opening the link does nothing yet: mail scanners open links too. */
export const load: PageServerLoad = async ({ url }) => ({ token: url.searchParams.get('token') ?? '' });

export const actions: Actions = {
  default: async (event) => {
    const form = await formOf(event.request);
    const signUp = signUpOf(event);
    const input = { token: text(form, 'token'), ...signUp };
    const result = await event.locals.api.command('account.redeem-code', crypto.randomUUID(), input);
    if (!result.ok) return refusal(result.error, form);
    forgetSignUp(event);
    redirect(303, pageAfter(result.value, signUp.signUp ? HELLO : '/'));
  },
};
