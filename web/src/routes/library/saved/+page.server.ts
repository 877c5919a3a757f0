import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { afterIn } from '#lib/library/after.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const page = found(await locals.api.query('saved.list', afterIn(url)));
  return {
    page,
    dropped: url.searchParams.get('dropped'),
    commandId: locals.api.freshId(),
    seeId: locals.api.freshId(),
  };
};

export const actions: Actions = {
  /** Without a note it comes back as it was. */
  keep: async ({ request, locals }) => {
    const form = await formOf(request);
    const note = form.has('note') ? { note: text(form, 'note') } : {};
    const input = { entryId: text(form, 'entryId'), ...note };
    const result = await locals.api.command('saved.keep', text(form, 'commandId'), input);
    return result.ok ? redirect(303, '/library/saved') : refusal(result.error, form);
  },
  /** Where one goes to it before scripts run. */
  see: async ({ request, locals }) => {
    const form = await formOf(request);
    const input = { entryId: text(form, 'entryId'), version: Number(text(form, 'version')) };
    const result = await locals.api.command('saved.seen', text(form, 'commandId'), input);
    return result.ok ? redirect(303, `/library/${input.entryId}`) : refusal(result.error, form);
  },
  drop: async ({ request, locals }) => {
    const form = await formOf(request);
    const entryId = text(form, 'entryId');
    const result = await locals.api.command('saved.drop', text(form, 'commandId'), { entryId });
    return result.ok ? redirect(303, `/library/saved?dropped=${entryId}`) : refusal(result.error, form);
  },
};
