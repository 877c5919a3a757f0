import { NOWHERE } from '@hearth/shared/boards/entity';
import { redirect } from '@sveltejs/kit';
import { formOf, found, givenIn, refusal, text, wishOf } from '#lib/api/answers.ts';
import { threadPath } from '#lib/threads/thread-path.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const post = found(await locals.api.query('post.removed', { threadId: params.thread, no: Number(params.no) }));
  return { post, commandId: locals.api.freshId() };
};

export const actions: Actions = {
  /** The first step: nothing happens yet, and the page asks once more. */
  ask: async ({ request }) => ({ isAsked: true as const, given: givenIn(await formOf(request)) }),
  purge: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const title = text(form, 'title');
    const input = {
      ...{ threadId: params.thread, no: Number(params.no), reason: text(form, 'reason') },
      ...(title && { title }),
      ...wishOf(form),
    };
    const result = await locals.api.command('post.purge', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    const { thread } = result.value;
    redirect(303, thread.boardId === NOWHERE ? `/moderate/${thread.id}` : threadPath(thread, result.value.post.no));
  },
};
