import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const from = Math.max(0, Number(url.searchParams.get('from')) || 0);
  const page = found(await locals.api.query('import.get', { importId: params.id, from }));
  return { page, from, isOwn: page.sheet.by?.personId === me.id, commandId: locals.api.freshId() };
};

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const turn = { importId: params.id, act: text(form, 'act') };
    const result = await locals.api.command('import.turn', text(form, 'commandId'), turn);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/library/import/${params.id}`);
  },
};
