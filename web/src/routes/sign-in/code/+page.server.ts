import { redirect } from '@sveltejs/kit';
import { pageAfter } from '#lib/accounts/page-after.ts';
import { formOf, refusal, text } from '#lib/api/answers.ts';
import { safePath } from '#lib/text/safe-path.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url }) => ({
  email: url.searchParams.get('email') ?? '',
  next: safePath(url.searchParams.get('next')),
  /** Whether the mail was sent in place of looking at a password. */
  isInstead: url.searchParams.has('instead'),
});

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await formOf(request);
    const input = { email: text(form, 'email'), code: text(form, 'code').replace(/\s/g, '') };
    const result = await locals.house.command('account.redeem-code', crypto.randomUUID(), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, pageAfter(result.value, safePath(text(form, 'next'))));
  },
};
