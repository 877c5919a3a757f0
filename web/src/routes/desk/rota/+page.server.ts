import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { zoneOptions } from '../../rooms/zones.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const [boardId, zone, day] = ['board', 'zone', 'day'].map((name) => url.searchParams.get(name) || undefined);
  const asked = { ...(boardId && { boardId }), ...(zone && { zone }), ...(day && { day }) };
  const rota = found(await locals.api.query('rota.get', asked));
  const isSaved = url.searchParams.has('saved');
  const address = url.search;
  return { rota, asked, zones: zoneOptions(getLocale()), address, isSaved, commandId: locals.api.freshId() };
};

export const actions: Actions = {
  set: async ({ request, locals, url }) => {
    const form = await formOf(request);
    const [days, from, to] = ['day', 'from', 'to'].map((name) => form.getAll(name).map(String));
    const shifts = (days ?? []).flatMap((day, line) =>
      day === '' ? [] : [{ day: Number(day), from: from?.[line] ?? '', to: to?.[line] ?? '' }],
    );
    const result = await locals.api.command('rota.set', text(form, 'commandId'), { zone: text(form, 'zone'), shifts });
    if (!result.ok) return refusal(result.error, form);
    const params = new URLSearchParams([...url.searchParams].filter(([name]) => !name.startsWith('/')));
    params.set('saved', '');
    redirect(303, `/desk/rota?${params}`);
  },
};
