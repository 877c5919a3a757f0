import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, parent }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const place = url.searchParams.get('show');
  const [rows, scheduled, shown] = await Promise.all([
    locals.api.query('draft.list', {}),
    locals.api.query('scheduled.list', {}),
    place ? locals.api.query('draft.get', { place }) : null,
  ]);
  const [version, of] = [Number(url.searchParams.get('undo')), url.searchParams.get('of')];
  return {
    rows: found(rows),
    scheduled: found(scheduled),
    discarded: url.searchParams.get('discarded'),
    shown: shown && found(shown).draft,
    undo: version && of ? { place: of, version } : null,
    commandId: locals.api.freshId(),
  };
};

export const actions: Actions = {
  discard: async ({ request, locals }) => {
    const form = await formOf(request);
    const place = text(form, 'place');
    const input = { place, version: Number(text(form, 'version')) };
    // Each row has its own id, so that a second press is the same one.
    const result = await locals.api.command('draft.discard', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/drafts?undo=${result.value.version}&of=${encodeURIComponent(place)}`);
  },
  turn: async ({ request, locals }) => {
    const form = await formOf(request);
    const id = text(form, 'id');
    const to = text(form, 'to') === 'discarded' ? ('discarded' as const) : ('stopped' as const);
    const result = await locals.api.command('scheduled.turn', text(form, 'commandId'), { id, to });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, to === 'discarded' ? `/drafts?discarded=${id}` : '/drafts');
  },
  post: async ({ request, locals }) => {
    const form = await formOf(request);
    const result = await locals.api.command('scheduled.post', text(form, 'commandId'), { id: text(form, 'id') });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/t/${result.value.threadId}`);
  },
  restore: async ({ request, locals }) => {
    const form = await formOf(request);
    const input = { place: text(form, 'place'), version: Number(text(form, 'version')) };
    const result = await locals.api.command('draft.restore', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, '/drafts');
  },
};
