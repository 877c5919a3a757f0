import { error, redirect } from '@sveltejs/kit';
import { formOf, refusal, text } from '#lib/api/answers.ts';
import { groupIn } from '#lib/groups/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, url, locals }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  if (me.role === 'member') error(404, { message: 'This is not here, or not for you to see.' });
  return { commandId: locals.api.freshId() };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await formOf(request);
    const result = await locals.api.command('group.create', text(form, 'commandId'), groupIn(form));
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/groups/${result.value.id}`);
  },
};
