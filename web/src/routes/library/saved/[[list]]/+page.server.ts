import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text, texts, wishOf } from '#lib/api/answers.ts';
import { afterIn } from '#lib/library/after.ts';
import { ownGroups } from '#lib/library/groups.server.ts';
import { place } from '#lib/saved/placing.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const [commandId, own] = [locals.api.freshId(), found(await locals.api.query('saved.lists', {}))];
  const listId = own.lists.find(({ id }) => id === params.list)?.id;
  if (params.list && !listId) return { shared: await sharedAt(locals, params.list, url), commandId };
  const [page, others, groups] = await Promise.all([
    locals.api.query('saved.list', { ...(listId && { listId }), ...afterIn(url) }),
    listId ? null : locals.api.query('saved.for-groups', {}),
    listId ? locals.api.query('group.list', {}) : null,
  ]);
  return {
    page: found(page),
    own,
    shown: params.list,
    /** What others share with one’s groups, and the groups that one may share with. */
    others: others ? found(others).lists : [],
    groups: groups ? ownGroups(found(groups)) : [],
    /** What can be undone: an entry taken out of all or of the list, or a list that was deleted. */
    dropped: url.searchParams.get('dropped'),
    out: url.searchParams.get('out'),
    gone: url.searchParams.get('gone'),
    commandId,
    seeId: locals.api.freshId(),
  };
};

/** What is not one’s own list is read as a shared one, or is not there. */
async function sharedAt(locals: App.Locals, list: string, url: URL) {
  const after = url.searchParams.get('after');
  const shared = found(await locals.api.query('saved.shared', { list, ...(after && { after }) }));
  return { ...shared, isReported: url.searchParams.has('reported') };
}

const pathOf = (list: string | undefined) => (list ? `/library/saved/${list}` : '/library/saved');

/** What one does with a list, and where one is then. */
async function ofList(
  name: 'saved.rename-list' | 'saved.drop-list' | 'saved.restore-list' | 'saved.unshare',
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
  share: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const [whom, renew] = [text(form, 'with'), text(form, 'renew') === 'true'];
    const result = await locals.api.command('saved.share', text(form, 'commandId'), {
      ...{ listId: params.list ?? '', title: text(form, 'title'), intro: text(form, 'intro'), renew },
      ...(whom === 'link' ? { with: 'link' } : { with: 'group', groupId: whom }),
      ...wishOf(form),
    });
    return result.ok ? redirect(303, pathOf(params.list)) : refusal(result.error, form);
  },
  unshare: (event) => ofList('saved.unshare', event, pathOf),
  report: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { list: params.list ?? '', words: text(form, 'words') };
    const result = await locals.api.command('saved.report', text(form, 'commandId'), input);
    return result.ok ? redirect(303, `${pathOf(params.list)}?reported`) : refusal(result.error, form);
  },
  restore: (event) => ofList('saved.restore-list', event, pathOf),
};
