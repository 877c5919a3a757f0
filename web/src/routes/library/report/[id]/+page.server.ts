import { error, redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { entryPath } from '#lib/library/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { entry } = found(await locals.api.query('library.entry', { entryId: params.id }));
  // Of what is hidden or was removed there is nothing to be reported any more.
  if (!entry && !url.searchParams.has('sent')) error(404);
  return {
    about: entry && { title: entry.title, path: entryPath(entry) },
    wasSent: url.searchParams.has('sent'),
    commandId: locals.api.freshId(),
  };
};

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const website = text(form, 'website');
    const result = await locals.api.command('complaint.make', text(form, 'commandId'), {
      entryId: params.id,
      reason: text(form, 'reason'),
      words: text(form, 'words'),
      contact: text(form, 'contact'),
      ...(website && { website }),
    });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/library/report/${params.id}?sent`);
  },
};
