import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { collectionPath } from '#lib/collections/path.ts';
import { follow } from '#lib/follows/actions.ts';
import { withPhotos } from '#lib/photos/with-photos.ts';
import type { Actions, PageServerLoad } from './$types';

/** The id alone counts: whatever else stands in an address leads to the one it has now. */
export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const page = found(await locals.api.query('collection.get', { collectionId: params.id }));
  const path = collectionPath(page.collection);
  if (path !== url.pathname) redirect(307, path + url.search);
  const { me } = await parent();
  const heard = me && (await locals.api.query('follow.library', { what: { collectionId: params.id } }));
  // What is no more than a draft is not followed.
  const following = heard?.ok ? heard.value : null;
  return withPhotos(locals.api, { page, following, commandId: locals.api.freshId() });
};

export const actions: Actions = {
  follow,
  turn: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { collectionId: params.id, rev: Number(text(form, 'rev')), act: text(form, 'act') };
    const result = await locals.api.command('collection.turn', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/library/collections${result.value.state === 'removed' ? '' : `/${params.id}`}`);
  },
};
