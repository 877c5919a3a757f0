import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { afterIn } from '#lib/library/after.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const [page, lists] = await Promise.all([
    locals.api.query('complaint.list', afterIn(url)),
    locals.api.query('saved.reported', {}),
  ]);
  return {
    page: found(page),
    lists: found(lists).lists,
    commandId: locals.api.freshId(),
    /** What one has just said can stay. */
    kept: url.searchParams.get('kept'),
  };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await formOf(request);
    const [id, complaintId, act] = [text(form, 'commandId'), text(form, 'complaintId'), text(form, 'act')];
    const said = { act, reply: text(form, 'reply') };
    const result = form.has('listId')
      ? await locals.api.command('saved.settle', id, { listId: text(form, 'listId'), ...said })
      : await locals.api.command('complaint.settle', id, { complaintId, ...said });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/library/complaints${act === 'keep' && complaintId ? `?kept=${complaintId}` : ''}`);
  },
};
