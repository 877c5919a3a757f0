import { redirect } from '@sveltejs/kit';
import { formOf, found, givenIn, refusal, text } from '#lib/api/answers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const { reasons } = found(await locals.api.query('reason.list', {}));
  const boards = found(await locals.api.query('board.list', {}));
  return {
    reasons,
    boards: boards.map(({ id, name }) => ({ id, name })),
    isAdmin: me.role === 'admin',
    isRestored: url.searchParams.has('restored'),
    commandId: locals.api.freshId(),
  };
};

export const actions: Actions = {
  remove: async ({ request, locals }) => {
    const form = await formOf(request);
    const input = { reasonId: text(form, 'reasonId') };
    const result = await locals.api.command('reason.remove', crypto.randomUUID(), input);
    if (!result.ok) return refusal(result.error, form);
    // What it said, for keeping it once more.
    return { error: undefined, removed: givenIn(form) };
  },
  restore: async ({ request, locals }) => {
    const form = await formOf(request);
    const given = givenIn(form);
    const words = { en: given['en'] ?? '', es: given['es'] ?? '' };
    const input = { ruleId: text(form, 'ruleId'), boardId: text(form, 'boardId') || null, words };
    const result = await locals.api.command('reason.create', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, '/desk/rules?restored');
  },
};
