import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { me } = await parent();
  const no = Number(params.no);
  const history = found(await locals.api.query('post.history', { threadId: params.thread, no }));
  return {
    no,
    history,
    path: `/t/${params.thread}?post=${no}#post-${no}`,
    commandId: me ? locals.api.freshId() : '',
  };
};

export const actions: Actions = {
  hide: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const [rev = '', hidden] = text(form, 'wording').split(' ');
    const input = { threadId: params.thread, no: Number(params.no), rev: Number(rev), hidden: hidden === 'hide' };
    const result = await locals.api.command('revision.hide', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/history/${params.thread}/${params.no}`);
  },
};
