import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { follow } from '#lib/follows/actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const [settings, library] = await Promise.all([
    locals.api.query('bell.settings', {}),
    locals.api.query('follow.library-list', {}),
  ]);
  return {
    ...{ settings: found(settings), library: found(library) },
    commandId: locals.api.freshId(),
    isSaved: url.searchParams.has('saved'),
  };
};

export const actions: Actions = {
  follow,
  choose: async ({ request, locals }) => {
    const form = await formOf(request);
    const chosen = {
      ...{ mention: text(form, 'mention'), reply: text(form, 'reply'), answer: text(form, 'answer') },
      ...{ thanks: text(form, 'thanks'), decision: text(form, 'decision'), library: text(form, 'library') },
    };
    const result = await locals.api.command('bell.choose', text(form, 'commandId'), chosen);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, '/you/bell?saved');
  },
};
