import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text, wishOf } from '#lib/api/answers.ts';
import { formRowOf, type FormRow } from '#lib/collections/rows.ts';
import { saved } from '#lib/collections/saving.server.ts';
import { ownGroups } from '#lib/library/groups.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** One that there is (`id`), or a new one; from the page of an entry (`entry`) also the way into one that there is. */
export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`);
  if (me.role === 'member') redirect(303, '/library/collections');
  const [id, entryId] = [url.searchParams.get('id'), url.searchParams.get('entry')];
  const own = ownGroups(found(await locals.api.query('group.list', {})));
  const about = id ? await standing(locals.api, id) : await beginning(locals.api, entryId);
  const others = about.groups.filter(([other]) => !own.some(([its]) => its === other));
  return { ...about, groups: [...own, ...others], id, commandId: locals.api.freshId() };
};

type Api = App.Locals['api'];

async function standing(api: Api, id: string) {
  const { collection } = found(await api.query('collection.get', { collectionId: id }));
  const { title, audience, rows, rev, kept } = collection;
  const groups = kept?.groups ?? [];
  return {
    given: { title, audience, intro: kept?.intro ?? '', groups: groups.map((group) => group.id).join(' ') },
    rows: rows.map(formRowOf),
    groups: groups.map((group) => [group.id, group.name] as const),
    ...{ rev, entry: null, collections: [] },
  };
}

async function beginning(api: Api, entryId: string | null) {
  const entry = entryId ? found(await api.query('library.entry', { entryId })).entry : null;
  const rows: FormRow[] = entry ? [{ kind: 'entry', ref: entry.id, words: '', title: entry.title }] : [];
  const collections = entry ? found(await api.query('collection.list', {})).collections : [];
  return {
    given: { title: '', audience: 'everyone', intro: '', groups: '' },
    ...{ rows, groups: [], rev: undefined },
    entry: entry && { id: entry.id, title: entry.title },
    collections: collections.map(({ id, title }) => [id, title] as const),
  };
}

export const actions: Actions = {
  save: ({ request, locals, url }) => saved(locals.api, request, url.searchParams.get('id')),

  add: async ({ request, locals }) => {
    const form = await formOf(request);
    const collectionId = text(form, 'collectionId');
    const input = { collectionId, entryId: text(form, 'entryId'), note: text(form, 'note'), ...wishOf(form) };
    const result = await locals.api.command('collection.add', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/library/collections/${collectionId}`);
  },
};
