import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text, texts } from '#lib/api/answers.ts';
import { afterIn } from '#lib/library/after.ts';
import { place } from '#lib/saved/placing.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const [page, own] = await Promise.all([
    locals.api.query('saved.list', { ...(params.list && { listId: params.list }), ...afterIn(url) }),
    locals.api.query('saved.lists', {}),
  ]);
  return {
    page: found(page),
    own: found(own),
    shown: params.list,
    /** What can be undone: an entry taken out of all or of the list, or a list that was deleted. */
    dropped: url.searchParams.get('dropped'),
    out: url.searchParams.get('out'),
    gone: url.searchParams.get('gone'),
    commandId: locals.api.freshId(),
    seeId: locals.api.freshId(),
  };
};

const pathOf = (list: string | undefined) => (list ? `/library/saved/${list}` : '/library/saved');

/** What one does with a list, and where one is then. */
async function ofList(
  name: 'saved.rename-list' | 'saved.drop-list' | 'saved.restore-list',
  { request, locals, params }: RequestEvent,
  then: (listId: string) => string,
) {
  const form = await formOf(request);
  const listId = text(form, 'listId') || (params.list ?? '');
  const words = name === 'saved.rename-list' ? { name: text(form, 'name') } : {};
  const result = await locals.api.command(name, text(form, 'commandId'), { listId, ...words });
  return result.ok ? redirect(303, then(listId)) : refusal(result.error, form);
}

export const actions: Actions = {
  /** Without a note it comes back as it was. */
  keep: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const note = form.has('note') ? { note: text(form, 'note') } : {};
    const input = { entryId: text(form, 'entryId'), ...note };
    const result = await locals.api.command('saved.keep', text(form, 'commandId'), input);
    return result.ok ? redirect(303, pathOf(params.list)) : refusal(result.error, form);
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
  place: ({ request, locals, params }) =>
    place(locals.api, request, (form) => {
      const isOut =
        params.list && texts(form, 'were').includes(params.list) && !texts(form, 'lists').includes(params.list);
      return pathOf(params.list) + (isOut ? `?out=${text(form, 'entryId')}` : '');
    }),
  make: async ({ request, locals }) => {
    const form = await formOf(request);
    const result = await locals.api.command('saved.make-list', text(form, 'commandId'), { name: text(form, 'name') });
    return result.ok ? redirect(303, pathOf(result.value.id)) : refusal(result.error, form);
  },
  rename: (event) => ofList('saved.rename-list', event, pathOf),
  remove: (event) => ofList('saved.drop-list', event, (listId) => `/library/saved?gone=${listId}`),
  restore: (event) => ofList('saved.restore-list', event, pathOf),
};
