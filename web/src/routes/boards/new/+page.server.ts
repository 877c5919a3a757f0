import { error, redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { boardIn } from '#lib/boards/form.ts';
import { offeredTags } from '#lib/tags/with-tags.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, url, locals }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  if (me.role === 'member') error(404, { message: 'This is not here, or not for you to see.' });
  const [boards, sections, groups, tags] = await Promise.all([
    locals.api.query('board.list', {}),
    locals.api.query('board.sections', {}),
    locals.api.query('group.list', {}),
    offeredTags(locals.api, locals.locale),
  ]);
  const read = { boards: found(boards), sections: found(sections), groups: found(groups), tags };
  return { commandId: locals.api.freshId(), ...read };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await formOf(request);
    const boardId = text(form, 'boardId').trim();
    const result = await locals.api.command('board.create', text(form, 'commandId'), { boardId, ...boardIn(form) });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, '/boards');
  },
};
