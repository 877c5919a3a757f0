import { redirect } from '@sveltejs/kit';
import { mayStartThread } from '@hearth/shared/threads/policy';
import { formOf, found, refusal, text, wishOf } from '#lib/api/answers.ts';
import { readAttached } from '#lib/files/attached.ts';
import { threadPath } from '#lib/threads/thread-path.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const { board } = found(await locals.api.query('board.get', { boardId: params.board }));
  if (!mayStartThread({ kind: 'person', ...me }, board)) redirect(303, `/b/${board.id}`);
  return { board, commandId: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const result = await locals.api.command('thread.start', text(form, 'commandId'), {
      boardId: params.board,
      title: text(form, 'title'),
      text: text(form, 'text'),
      pictures: readAttached(text(form, 'pictures')),
      language: text(form, 'language') === 'es' ? 'es' : 'en',
      ...wishOf(form),
    });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, threadPath(result.value.thread));
  },
};
