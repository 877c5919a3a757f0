import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const settings = found(await locals.api.query('bell.settings', {}));
  return { settings, commandId: locals.api.freshId(), isSaved: url.searchParams.has('saved') };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await formOf(request);
    const chosen = {
      ...{ mention: text(form, 'mention'), reply: text(form, 'reply'), answer: text(form, 'answer') },
      ...{ thanks: text(form, 'thanks'), decision: text(form, 'decision') },
    };
    const result = await locals.api.command('bell.choose', text(form, 'commandId'), chosen);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, '/you/bell?saved');
  },
};
