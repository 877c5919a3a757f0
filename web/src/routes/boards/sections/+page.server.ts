import { error, redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  if (me.role === 'member') error(404, { message: 'This is not here, or not for you to see.' });
  const sections = found(await locals.api.query('board.sections', {}));
  const ids = Object.fromEntries(sections.map(({ id }) => [id, locals.api.freshId()]));
  return { sections, ids, commandId: locals.api.freshId() };
};

function sectionIn(form: FormData) {
  return {
    name: { en: text(form, 'name-en'), es: text(form, 'name-es') },
    order: Number(text(form, 'order') || Number.NaN),
  };
}

export const actions: Actions = {
  create: async ({ request, locals }) => {
    const form = await formOf(request);
    const result = await locals.api.command('section.create', text(form, 'commandId'), sectionIn(form));
    if (!result.ok) return refusal(result.error, form);
    redirect(303, '/boards/sections');
  },
  edit: async ({ request, locals }) => {
    const form = await formOf(request);
    const input = { sectionId: text(form, 'sectionId'), ...sectionIn(form) };
    const result = await locals.api.command('section.edit', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, '/boards/sections');
  },
  remove: async ({ request, locals }) => {
    const form = await formOf(request);
    const input = { sectionId: text(form, 'sectionId') };
    const result = await locals.api.command('section.remove', crypto.randomUUID(), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, '/boards/sections');
  },
};
