import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { safePath } from '#lib/text/safe-path.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const wanted = url.searchParams.get('version');
  return found(await locals.api.query('house-rules.get', wanted === null ? {} : { version: Number(wanted) }));
};

export const actions: Actions = {
  agree: async ({ request, locals }) => {
    const form = await formOf(request);
    const input = { version: Number(text(form, 'version')) };
    const result = await locals.api.command('house-rules.agree', crypto.randomUUID(), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, safePath(text(form, 'back') || '/rules'));
  },
};
