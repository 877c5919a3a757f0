import { redirect } from '@sveltejs/kit';
import { refused } from '#lib/accounts/refused.ts';
import { pageAfter } from '#lib/accounts/page-after.ts';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { safePath } from '#lib/text/safe-path.ts';
import { tidyAddress } from '@hearth/shared/kernel/pasted';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, parent }) => {
  const { me, unproven, demo } = await parent();
  const next = safePath(url.searchParams.get('next'));
  // Whoever goes back after coming in is where they were going. In the demo network one goes from one person to another.
  if (me && !unproven && !demo) redirect(303, next);
  return { people: found(await locals.api.query('demo.people', {})), next };
};

export const actions: Actions = {
  password: async (event) => {
    const { request, locals } = event;
    const form = await formOf(request);
    const input = { email: tidyAddress(text(form, 'email')), password: text(form, 'password') };
    const result = await locals.api.command('account.sign-in', crypto.randomUUID(), input);
    if (!result.ok) return refused(event, result.error, form);
    const { outcome } = result.value;
    const next = safePath(text(form, 'next'));
    if (outcome === 'link-sent')
      redirect(303, `/sign-in/code?${new URLSearchParams({ email: input.email, next })}&instead`);
    redirect(303, pageAfter({ outcome }, next));
  },
  code: async ({ request, locals }) => {
    const form = await formOf(request);
    const email = tidyAddress(text(form, 'email'));
    const result = await locals.api.command('account.request-code', crypto.randomUUID(), {
      email,
      locale: locals.locale,
    });
    if (!result.ok) return refusal(result.error, form);
    const to = new URLSearchParams({ email, next: safePath(text(form, 'next')) });
    const again = text(form, 'again');
    redirect(303, `/sign-in/code?${to}${again === 'joining' ? '&joining' : ''}${again ? '&again' : ''}`);
  },
  demo: async (event) => {
    const { request, locals } = event;
    const form = await formOf(request);
    const input = { personId: text(form, 'personId') };
    const result = await locals.api.command('account.demo-sign-in', crypto.randomUUID(), input);
    if (!result.ok) return refused(event, result.error, form);
    redirect(303, safePath(text(form, 'next')));
  },
};
