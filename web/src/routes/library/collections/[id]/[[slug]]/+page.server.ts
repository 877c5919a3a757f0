import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { collectionPath } from '#lib/collections/path.ts';
import { withPhotos } from '#lib/photos/with-photos.ts';
import type { Actions, PageServerLoad } from './$types';

/** The id alone counts: whatever else stands in an address leads to the one it has now. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const page = found(await locals.api.query('collection.get', { collectionId: params.id }));
  const path = collectionPath(page.collection);
  if (path !== url.pathname) redirect(307, path + url.search);
  return withPhotos(locals.api, { page, commandId: locals.api.freshId() });
};

export const actions: Actions = {
  turn: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { collectionId: params.id, rev: Number(text(form, 'rev')), act: text(form, 'act') };
    const result = await locals.api.command('collection.turn', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/library/collections${result.value.state === 'removed' ? '' : `/${params.id}`}`);
  },
};
