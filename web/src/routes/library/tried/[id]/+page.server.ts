import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { entryTriedPath } from '#lib/entry-counts/words.ts';
import { idFor, kindIn, reportIn } from '#lib/trials/report-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Who has tried an entry of the library and what came of it, and the form to say so oneself. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { entry } = found(await locals.api.query('library.entry', { entryId: params.id }));
  if (!entry) redirect(303, `/library/${params.id}`);
  const asked = { entryId: entry.id, ...kindIn(url) };
  // The numbers first: what is listed is at least as new.
  const counts = found(await locals.api.query('entry.counts', { entryId: entry.id }));
  const listed = found(await locals.api.query('trial.list', asked));
  return { entry, asked, counts, listed, commandId: locals.api.freshId() };
};

export const actions: Actions = {
  report: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { entryId: params.id, ...reportIn(form) };
    const result = await locals.api.command('trial.report', idFor(form, 'a'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, entryTriedPath(params.id));
  },
  withdraw: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const result = await locals.api.command('trial.withdraw', idFor(form, 'b'), { entryId: params.id });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, entryTriedPath(params.id));
  },
  remove: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { entryId: params.id, id: text(form, 'id') };
    const result = await locals.api.command('trial.remove', crypto.randomUUID(), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, entryTriedPath(params.id));
  },
};
