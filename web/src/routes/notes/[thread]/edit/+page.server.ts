import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text, texts, wishOf } from '#lib/api/answers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const practice = found(await locals.api.query('practice.get', { threadId: params.thread }));
  const { note, source, sources } = practice;
  if (!note || !source || !sources) redirect(303, `/notes/${params.thread}`);
  return { note, source, sources, commandId: locals.api.freshId(), threadId: params.thread };
};

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = {
      threadId: params.thread,
      ...{ title: text(form, 'title'), problem: text(form, 'problem') },
      ...{ worked: text(form, 'worked'), steps: text(form, 'steps') },
      named: texts(form, 'named').map(Number),
      rev: Number(text(form, 'rev')),
      ...wishOf(form),
    };
    const result = await locals.api.command('practice.edit', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/notes/${params.thread}`);
  },
};
