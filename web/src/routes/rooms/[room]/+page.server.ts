import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text, wishOf } from '#lib/api/answers.ts';
import { withPhotos } from '#lib/photos/with-photos.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const page = found(await locals.api.query('room.get', { roomId: params.room }));
  return withPhotos(locals.api, { page, commandId: crypto.randomUUID() });
};

/** What the buttons do before scripts run. */
export const actions: Actions = {
  ask: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = {
      roomId: params.room,
      text: text(form, 'text'),
      anonymous: form.get('anonymous') === 'on',
      ...wishOf(form),
    };
    const result = await locals.api.command('question.ask', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/rooms/${params.room}#question-${result.value.question.id}`);
  },
  vote: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const questionId = text(form, 'questionId');
    const input = { roomId: params.room, questionId, up: text(form, 'up') === 'true' };
    const result = await locals.api.command('question.vote', crypto.randomUUID(), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/rooms/${params.room}#question-${questionId}`);
  },
};
