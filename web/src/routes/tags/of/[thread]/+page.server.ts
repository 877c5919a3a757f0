import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text, texts } from '#lib/api/answers.ts';
import { offeredTags } from '#lib/tags/with-tags.ts';
import { threadPath } from '#lib/threads/thread-path.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const { thread } = found(await locals.api.query('thread.get', { threadId: params.thread }));
  const { asked } = found(await locals.api.query('tag.asked', { boardId: thread.boardId }));
  const offered = await offeredTags(locals.api, locals.locale, thread.tags);
  return { thread, offered, asked, commandId: locals.api.freshId() };
};

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { threadId: params.thread, tags: texts(form, 'tags') };
    const result = await locals.api.command('thread.tag', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, threadPath(result.value.thread));
  },
};
