import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { addressOf, filterIn } from '#lib/desk/filter.ts';
import { toRemove } from '#lib/review/removing.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, parent }) => {
  const { me } = await parent();
  const filter = filterIn(url.searchParams);
  const [at, id] = [url.searchParams.get('before'), url.searchParams.get('entry')];
  // The schema reads what an address says.
  const before = at && id ? { before: { at, id: id as never } } : {};
  const [page, { views }] = await Promise.all([
    locals.api.query('desk.list', { filter, ...before }).then(found),
    locals.api.query('desk.views', {}).then(found),
  ]);
  return { me, page, views, filter, isFirst: !at, commandId: locals.api.freshId() };
};

/** Where the form stood, with what was looked for there. */
function backFrom(form: FormData): string {
  return addressOf(filterIn(new URLSearchParams(text(form, 'back'))));
}

export const actions: Actions = {
  remove: async ({ request, locals }) => {
    const form = await formOf(request);
    return toRemove(locals, form, text(form, 'threadId'));
  },
  restore: async ({ request, locals }) => {
    const form = await formOf(request);
    const place = { threadId: text(form, 'threadId'), no: Number(text(form, 'no')) };
    const result = await locals.api.command('post.restore', locals.api.freshId(), place);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, backFrom(form));
  },
  decide: async ({ request, locals }) => {
    const form = await formOf(request);
    const input = { personId: text(form, 'personId'), welcome: text(form, 'welcome') === 'yes' };
    const result = await locals.api.command('person.decide', locals.api.freshId(), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, backFrom(form));
  },
  save: async ({ request, locals }) => {
    const form = await formOf(request);
    const input = { name: text(form, 'name'), filter: filterIn(new URLSearchParams(text(form, 'back'))) };
    const result = await locals.api.command('desk.save-view', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, backFrom(form));
  },
  drop: async ({ request, locals }) => {
    const form = await formOf(request);
    const input = { viewId: text(form, 'viewId') };
    const result = await locals.api.command('desk.drop-view', locals.api.freshId(), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, backFrom(form));
  },
};
