import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { afterIn } from '#lib/library/after.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  return { page: found(await locals.api.query('link.broken', afterIn(url))), commandId: locals.api.freshId() };
};

export const actions: Actions = {
  check: async ({ request, locals }) => {
    const form = await formOf(request);
    const input = { entryId: text(form, 'entryId'), url: text(form, 'url') };
    const result = await locals.api.command('link.check', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, '/library/links');
  },
};
