import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, parent }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const from = Math.max(0, Math.trunc(Number(url.searchParams.get('from'))) || 0);
  const page = found(await locals.api.query('bookmark.list', { from }));
  return { page, from, undo: url.searchParams.get('undo'), commandId: locals.api.freshId() };
};

/** The thread and the post, as a button says them. */
function whichIn(value: string): { threadId: string; no: number } {
  const [threadId = '', no] = value.split('/');
  return { threadId, no: Number(no) };
}

export const actions: Actions = {
  done: async ({ request, locals }) => {
    const form = await formOf(request);
    const input = { ...whichIn(text(form, 'which')), reminder: null };
    const result = await locals.api.command('bookmark.set', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, '/bookmarks');
  },
  remove: async ({ request, locals }) => {
    const form = await formOf(request);
    const which = text(form, 'which');
    const result = await locals.api.command('bookmark.remove', text(form, 'commandId'), whichIn(which));
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/bookmarks?undo=${encodeURIComponent(which)}`);
  },
  restore: async ({ request, locals }) => {
    const form = await formOf(request);
    const which = whichIn(text(form, 'which'));
    const result = await locals.api.command('bookmark.restore', text(form, 'commandId'), which);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, '/bookmarks');
  },
};
