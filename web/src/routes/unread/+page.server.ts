import type { UnreadFilter } from '@hearth/shared/unread/queries';
import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { withPhotos } from '#lib/photos/with-photos.ts';
import { withTags } from '#lib/tags/with-tags.ts';
import { markAll, undo } from '#lib/unread/actions.ts';
import type { Actions, PageServerLoad } from './$types';

/** Beside all. */
const filters = ['followed', 'unanswered'] as const;

export const load: PageServerLoad = async ({ locals, url, parent }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const filter: UnreadFilter = filters.find((one) => one === url.searchParams.get('show')) ?? 'all';
  const [at, id] = [url.searchParams.get('before'), url.searchParams.get('thread')];
  const before = at && id ? { before: { at, id } } : {};
  const page = found(await locals.api.query('unread.list', { filter, ...before }));
  const loaded = {
    page,
    filter,
    isFirst: !at,
    commandId: locals.api.freshId(),
    undoId: locals.api.freshId(),
    undo: url.searchParams.get('undo'),
  };
  return withPhotos(locals.api, await withTags(locals, loaded));
};

export const actions: Actions = {
  all: (event) => markAll(event),
  undo,
  keep: async ({ request, locals }) => {
    const form = await formOf(request);
    const result = await locals.api.command('unread.keep', text(form, 'commandId'), {});
    if (!result.ok) return refusal(result.error, form);
    redirect(303, '/unread');
  },
};
