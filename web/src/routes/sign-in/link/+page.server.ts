import { redirect } from '@sveltejs/kit';
import { pageAfter } from '#lib/accounts/page-after.ts';
import { formOf, refusal, text } from '#lib/api/answers.ts';
import type { Actions, PageServerLoad } from './$types';

/** Opening the link does nothing yet: programs that look through mail open links too. */
export const load: PageServerLoad = async ({ url }) => ({ token: url.searchParams.get('token') ?? '' });

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await formOf(request);
    const result = await locals.house.command('account.redeem-code', crypto.randomUUID(), {
      token: text(form, 'token'),
    });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, pageAfter(result.value, '/'));
  },
};
