import { error, redirect } from '@sveltejs/kit';
import { formOf, refusal, text } from '#lib/api/answers.ts';
import { remember } from '#lib/frame/preference.ts';
import { announcedIn, hostsIn } from '../announced.server.ts';
import { zoneOptions } from '../zones.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, url, locals, cookies }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  if (me.role === 'member') error(404, { message: 'This is not here, or not for you to see.' });
  return { commandId: locals.api.freshId(), zones: zoneOptions(locals.locale), zone: cookies.get('zone') ?? '' };
};

export const actions: Actions = {
  default: async (event) => {
    const { locals } = event;
    const form = await formOf(event.request);
    const announced = announcedIn(form);
    if (!announced.ok) return refusal(announced.error, form);
    const hosts = await hostsIn(locals.api, form);
    if (!hosts.ok) return refusal(hosts.error, form);
    const result = await locals.api.command('room.schedule', text(form, 'commandId'), {
      ...announced.value,
      readers: text(form, 'readers') === 'members' ? 'members' : 'everyone',
      hosts: hosts.value,
    });
    if (!result.ok) return refusal(result.error, form);
    // The next form begins with it, also without scripts.
    remember(event, 'zone', announced.value.zone);
    redirect(303, `/rooms/${result.value.id}`);
  },
};
