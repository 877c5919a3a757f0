import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
  ...found(await locals.api.query('gate.get', {})),
  isSaved: url.searchParams.has('saved'),
  commandId: locals.api.freshId(),
});

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await formOf(request);
    // What is no number the schema refuses.
    const number = (name: string) => (text(form, name).trim() === '' ? Number.NaN : Number(text(form, name)));
    const result = await locals.api.command('gate.set', text(form, 'commandId'), {
      firstPosts: number('firstPosts'),
      linksOfNew: number('linksOfNew'),
      linksOfMembers: number('linksOfMembers'),
      flood: number('flood'),
      hideAt: number('hideAt'),
      pauseAt: number('pauseAt'),
    });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, '/desk/gates?saved');
  },
};
