import { redirect } from '@sveltejs/kit';
import { profileIn } from '#lib/accounts/form.ts';
import { formOf, refusal, text } from '#lib/api/answers.ts';
import { safePath } from '#lib/text/safe-path.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url }) => ({
  commandId: crypto.randomUUID(),
  invitation: url.searchParams.get('invitation') ?? '',
  next: safePath(url.searchParams.get('next') ?? '/boards'),
  isWaiting: url.searchParams.has('waiting'),
});

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await formOf(request);
    const password = text(form, 'password');
    const invitation = text(form, 'invitation');
    const result = await locals.house.command('account.sign-up', text(form, 'commandId'), {
      ...profileIn(form),
      email: text(form, 'email'),
      ...(password ? { password } : {}),
      ...(invitation ? { invitation } : {}),
      locale: locals.locale,
    });
    if (!result.ok) return refusal(result.error, form);
    const next = safePath(text(form, 'next'));
    if (result.value.outcome === 'signed-in') redirect(303, next);
    const to = new URLSearchParams({ email: text(form, 'email'), next });
    redirect(303, password ? '/sign-up?waiting' : `/sign-in/code?${to}`);
  },
};
