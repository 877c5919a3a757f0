import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const [own, bell] = await Promise.all([locals.api.query('held.own', {}), locals.api.query('bell.list', {})]);
  const news = found(bell).held.filter(({ isNew }) => isNew);
  return { ...found(own), news: news.map(({ id }) => id) };
};

export const actions: Actions = {
  takeBack: async ({ request, locals }) => {
    const form = await formOf(request);
    const result = await locals.api.command('held.take-back', crypto.randomUUID(), { id: text(form, 'id') });
    if (!result.ok) return refusal(result.error, form);
    const { boardId, threadId } = result.value.writtenAt;
    redirect(303, boardId ? `/b/${boardId}/new` : `/t/${threadId}?draft#write`);
  },
};
