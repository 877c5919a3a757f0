import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  return { person: found(await locals.api.query('person.get', { personId: params.person })) };
};

export const actions: Actions = {
  role: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { personId: params.person, role: text(form, 'role') };
    const result = await locals.api.command('person.set-role', crypto.randomUUID(), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/people/${params.person}`);
  },
};
