import { error, redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, params, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const { reasons } = found(await locals.api.query('reason.list', {}));
  const reason = reasons.find(({ id }) => id === params.reason) ?? null;
  if (!reason && params.reason !== 'new') error(404, { message: 'This is not here, or not for you to see.' });
  const { shown } = found(await locals.api.query('house-rules.get', {}));
  const boards = found(await locals.api.query('board.list', {}));
  return {
    reason,
    rules: shown.rules.map(({ id, title }) => ({ id, title })),
    boards: boards.map(({ id, name }) => ({ id, name })),
    isStaff: me.role !== 'member',
    commandId: locals.api.freshId(),
  };
};

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const said = { ruleId: text(form, 'ruleId'), words: { en: text(form, 'en'), es: text(form, 'es') } };
    const id = text(form, 'commandId');
    const result =
      params.reason === 'new'
        ? await locals.api.command('reason.create', id, { ...said, boardId: text(form, 'boardId') || null })
        : await locals.api.command('reason.edit', id, { ...said, reasonId: params.reason });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, '/desk/rules');
  },
};
