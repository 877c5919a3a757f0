import { error, redirect } from '@sveltejs/kit';
import { mayBeMoved } from '@hearth/shared/rooms/policy';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { announcedIn, hostsIn } from '../../announced.server.ts';
import { zoneOptions } from '../../zones.server.ts';
import { wallOf } from '@hearth/shared/kernel/wall-time';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, cookies }) => {
  const { room, hosting } = found(await locals.api.query('room.get', { roomId: params.room }));
  if (!hosting || !mayBeMoved(room)) error(404, { message: 'This is not here, or not for you to see.' });
  const zone = room.zone ?? cookies.get('zone') ?? 'UTC';
  const { title, purpose, language } = room;
  const startsAt = wallOf(Date.parse(room.startsAt), zone);
  return {
    room,
    given: { title, purpose, language, zone, startsAt, minutes: String(room.minutes) },
    zones: zoneOptions(locals.locale),
    commandId: locals.api.freshId(),
    cancelId: locals.api.freshId(),
  };
};

export const actions: Actions = {
  save: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const announced = announcedIn(form);
    if (!announced.ok) return refusal(announced.error, form);
    const hosts = await hostsIn(locals.api, form);
    if (!hosts.ok) return refusal(hosts.error, form);
    const roomId = params.room;
    const result = await locals.api.command('room.edit', text(form, 'commandId'), { roomId, ...announced.value });
    if (!result.ok) return refusal(result.error, form);
    for (const personId of hosts.value) {
      const added = await locals.api.command('room.add-host', crypto.randomUUID(), { roomId, personId });
      if (!added.ok) return refusal(added.error, form);
    }
    redirect(303, `/rooms/${roomId}`);
  },
  cancel: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const result = await locals.api.command('room.cancel', text(form, 'commandId'), { roomId: params.room });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/rooms/${params.room}`);
  },
};
