import type { SentTo } from '@hearth/shared/kernel/command';
import { bookmarkError } from '@hearth/shared/bookmarks/errors';
import type { setBookmark } from '@hearth/shared/bookmarks/commands';
import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { fridayIn, tomorrowIn } from '#lib/bookmarks/when.ts';
import { remember } from '#lib/frame/preference.ts';
import { isZone, momentIn } from '#lib/text/moment-in.ts';
import { zoneOptions } from '../../../rooms/zones.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url, cookies }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const which = { threadId: params.thread, no: Number(params.no) };
  const page = found(await locals.api.query('bookmark.get', which));
  return {
    page,
    commandId: locals.api.freshId(),
    zones: zoneOptions(locals.locale),
    zone: page.bookmark?.reminder?.zone ?? cookies.get('zone') ?? '',
    which,
  };
};

type Reminder = SentTo<typeof setBookmark>['reminder'];

/** Null for none; undefined for what is no time. */
function reminderIn(form: FormData): Reminder {
  const [when, zone] = [text(form, 'when'), text(form, 'zone')];
  if (when === 'none') return null;
  if (!isZone(zone)) return undefined;
  const now = Date.now();
  const walls: Readonly<Record<string, string>> = { tomorrow: tomorrowIn(zone, now), friday: fridayIn(zone, now) };
  const at = momentIn(walls[when] ?? text(form, 'wall'), zone);
  return at === null ? undefined : { at, zone };
}

export const actions: Actions = {
  save: async (event) => {
    const { request, locals, params } = event;
    const form = await formOf(request);
    const reminder = reminderIn(form);
    if (reminder === undefined)
      return refusal(bookmarkError('reminder-when', { fields: { wall: 'reminder-when' } }).wire, form);
    const input = { threadId: params.thread, no: Number(params.no), note: text(form, 'note'), reminder };
    const result = await locals.api.command('bookmark.set', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    if (reminder) remember(event, 'zone', reminder.zone);
    redirect(303, '/bookmarks');
  },
};
