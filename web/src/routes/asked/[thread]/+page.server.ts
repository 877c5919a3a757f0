import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text, wishOf } from '#lib/api/answers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const asked = found(await locals.api.query('anonymous.openings', { threadId: params.thread }));
  return { asked, commandId: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { threadId: params.thread, reason: text(form, 'reason'), ...wishOf(form) };
    const result = await locals.api.command('anonymous.open', text(form, 'commandId'), input);
    return result.ok ? { opened: result.value } : refusal(result.error, form);
  },
};
