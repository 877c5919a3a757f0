import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { withEntryCards } from '#lib/library/entry-cards.server.ts';
import type { Actions, PageServerLoad } from './$types';

const pathOf = ({ thread, no }: { thread: string; no: string }) => `/t/${thread}?post=${no}#post-${no}`;

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const no = Number(params.no);
  const listed = found(await locals.api.query('card.list', { threadId: params.thread, no }));
  const cards = await withEntryCards(locals.api, listed.cards);
  return { ...listed, cards, no, path: pathOf(params), commandId: locals.api.freshId() };
};

export const actions: Actions = {
  remove: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { threadId: params.thread, no: Number(params.no), url: text(form, 'url') };
    const result = await locals.api.command('card.remove', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, pathOf(params));
  },
};
