import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { afterIn } from '#lib/library/after.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  return {
    page: found(await locals.api.query('complaint.list', afterIn(url))),
    commandId: locals.api.freshId(),
    /** What one has just said can stay. */
    kept: url.searchParams.get('kept'),
  };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await formOf(request);
    const [complaintId, act] = [text(form, 'complaintId'), text(form, 'act')];
    const result = await locals.api.command('complaint.settle', text(form, 'commandId'), {
      complaintId,
      act,
      reply: text(form, 'reply'),
    });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/library/complaints${act === 'keep' ? `?kept=${complaintId}` : ''}`);
  },
};
