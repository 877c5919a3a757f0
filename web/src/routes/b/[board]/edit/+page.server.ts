import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { boardIn, fieldsOf } from '#lib/boards/form.ts';
import { templateFields } from '#lib/boards/template-form.ts';
import { offeredTags } from '#lib/tags/with-tags.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, url, locals, params }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const settings = found(await locals.api.query('board.settings', { boardId: params.board }));
  const [boards, sections, groups, tags] = await Promise.all([
    locals.api.query('board.list', {}),
    locals.api.query('board.sections', {}),
    locals.api.query('group.list', {}),
    offeredTags(locals.api, locals.locale),
  ]);
  const { board, colour, kind, after, quietDays, rights, asksUnnamed } = settings;
  const standing = {
    ...{ 'name-en': board.name.en, 'name-es': board.name.es },
    ...{ 'purpose-en': board.purpose.en, 'purpose-es': board.purpose.es },
    ...{ icon: board.icon, colour, kind, after: after ?? '', quietDays: quietDays?.toString() ?? '' },
    ...fieldsOf(rights),
    asksUnnamed: String(asksUnnamed),
    ...templateFields(settings.template),
    ...{ asksTags: String(settings.asksTags !== null), askedOf: settings.asksTags?.of.join(' ') ?? '' },
    ...{ section: settings.section ?? '', parent: settings.parent ?? '' },
  };
  const others = found(boards).filter(({ id }) => id !== board.id);
  const read = { boards: others, sections: found(sections), groups: found(groups), tags };
  return { commandId: locals.api.freshId(), board, standing, isParent: settings.isParent, ...read };
};

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { boardId: params.board, ...boardIn(form) };
    const result = await locals.api.command('board.edit', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, '/boards');
  },
};
