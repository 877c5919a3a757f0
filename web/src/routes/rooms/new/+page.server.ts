import { error, redirect } from '@sveltejs/kit';
import { formOf, refusal, text, texts } from '#lib/api/answers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  if (me.role === 'member') error(404, { message: 'This is not here, or not for you to see.' });
  return { commandId: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await formOf(request);
    const result = await locals.api.command('room.schedule', text(form, 'commandId'), {
      title: text(form, 'title'),
      purpose: text(form, 'purpose'),
      language: text(form, 'language') === 'es' ? 'es' : 'en',
      readers: text(form, 'readers') === 'members' ? 'members' : 'everyone',
      startsAt: instant(text(form, 'startsAt'), text(form, 'offset')),
      minutes: Number(text(form, 'minutes')),
      hosts: texts(form, 'hosts'),
    });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/rooms/${result.value.id}`);
  },
};

/** The form sends local time; scripts add `offset`, the minutes behind UTC on that day. */
function instant(wall: string, offset: string): string {
  const moment = new Date(Date.parse(`${wall}Z`) + Number(offset || 0) * 60_000);
  return Number.isNaN(moment.getTime()) ? '' : moment.toISOString();
}
