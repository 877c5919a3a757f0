import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const commandId = locals.api.freshId();
  // Whoever has taken their name out stands nowhere in it any more.
  if (url.searchParams.has('gone')) return { naming: null, commandId };
  return { naming: found(await locals.api.query('library.naming', { entryId: params.id })), commandId };
};

export const actions: Actions = {
  default: async ({ request, locals, params, url }) => {
    const form = await formOf(request);
    const named = text(form, 'named') === 'yes';
    const input = { entryId: params.id, named };
    const result = await locals.api.command('library.name-me', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, named ? url.pathname : `${url.pathname}?gone`);
  },
};
