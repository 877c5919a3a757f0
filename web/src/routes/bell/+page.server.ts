import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { withPhotos } from '#lib/photos/with-photos.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, parent }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const [at, id] = [url.searchParams.get('before'), url.searchParams.get('thread')];
  const [page, followed, own, held] = await Promise.all([
    locals.api.query('bell.list', at && id ? { before: { at, id } } : {}),
    locals.api.query('bell.followed', {}),
    locals.api.query('sanction.own', {}),
    locals.api.query('held.own', {}),
  ]);
  return withPhotos(locals.api, {
    page: found(page),
    followed: found(followed),
    isToRead: found(own).sanctions.some(({ isUnread }) => isUnread),
    waiting: found(held).posts.filter(({ state }) => state === 'waiting').length,
    isFirst: !at,
    commandId: locals.api.freshId(),
    undoId: locals.api.freshId(),
    undo: url.searchParams.get('undo'),
  });
};

const PLACES = ['heldId', 'entryId', 'collectionId', 'topicId', 'threadId'] as const;

/** What the buttons do before scripts run; `?undo=` then says what can be undone. */
export const actions: Actions = {
  read: async ({ request, locals }) => {
    const form = await formOf(request);
    const id = text(form, 'commandId');
    const kind = PLACES.find((one) => form.has(one)) ?? 'threadId';
    // The schema reads what it is.
    const place = { [kind]: text(form, kind) } as { threadId: string };
    const result = await locals.api.command('bell.read', id, place);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/bell?undo=${id}`);
  },
  all: async ({ request, locals }) => {
    const form = await formOf(request);
    const id = text(form, 'commandId');
    const result = await locals.api.command('bell.read-all', id, {});
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/bell?undo=${id}`);
  },
  undo: async ({ request, locals }) => {
    const form = await formOf(request);
    const result = await locals.api.command('bell.undo', text(form, 'commandId'), { of: text(form, 'of') });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, '/bell');
  },
};
