import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const token = url.searchParams.get('token') ?? '';
  const { name, sanctions } = found(await locals.api.query('sanction.refused', { token }));
  return { name, sanctions, token, commandId: locals.api.freshId() };
};

export const actions: Actions = {
  appeal: async ({ request, locals }) => {
    const form = await formOf(request);
    const token = text(form, 'token');
    const input = { sanctionId: text(form, 'sanctionId'), words: text(form, 'words'), token };
    const result = await locals.api.command('sanction.appeal', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/suspended?token=${encodeURIComponent(token)}`);
  },
};
