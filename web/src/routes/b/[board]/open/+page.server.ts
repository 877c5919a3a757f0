import { error, redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text, wishOf } from '#lib/api/answers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, url, locals, params }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  if (me.role !== 'admin') error(404);
  const board = found(await locals.api.query('board.list', {})).find(({ id }) => id === params.board);
  if (!board) error(404);
  if (board.reads) redirect(303, `/b/${board.id}`);
  return { board, commandId: locals.api.freshId() };
};

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { boardId: params.board, reason: text(form, 'reason'), ...wishOf(form) };
    const result = await locals.api.command('board.break-glass', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/b/${params.board}`);
  },
};
