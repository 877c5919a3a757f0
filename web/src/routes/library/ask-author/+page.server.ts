import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { fromIn } from '#lib/library/form.ts';
import { postIn } from '#lib/library/taken.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`);
  const from = url.searchParams.get('from') ?? '';
  const post = found(await postIn(locals.api, from));
  if (post.may === 'give') redirect(303, `/library/propose?from=${from}`);
  return { commandId: locals.api.freshId(), post, from };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await formOf(request);
    const { from } = fromIn(text(form, 'from'));
    const result = await locals.api.command('library.suggest', text(form, 'commandId'), {
      threadId: '',
      no: 0,
      ...from,
    });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/library/${result.value.id}`);
  },
};
