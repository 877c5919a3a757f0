import { redirect } from '@sveltejs/kit';
import { HELLO, pageAfter } from '#lib/accounts/page-after.ts';
import { refused } from '#lib/accounts/refused.ts';
import { forgetSignUp, signUpOf } from '#lib/accounts/sign-up-cookie.ts';
import { formOf, text } from '#lib/api/answers.ts';
import type { Actions, PageServerLoad } from './$types';

/** Opening the link does nothing yet: mail scanners open links too. */
export const load: PageServerLoad = async ({ url }) => ({ token: url.searchParams.get('token') ?? '' });

export const actions: Actions = {
  default: async (event) => {
    const form = await formOf(event.request);
    const signUp = signUpOf(event);
    const input = { token: text(form, 'token'), ...signUp };
    const result = await event.locals.api.command('account.redeem-code', crypto.randomUUID(), input);
    if (!result.ok) return refused(event, result.error, form);
    forgetSignUp(event);
    redirect(303, pageAfter(result.value, signUp.signUp ? HELLO : '/'));
  },
};
