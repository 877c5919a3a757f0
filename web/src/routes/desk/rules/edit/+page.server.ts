import { error, redirect } from '@sveltejs/kit';
import { formOf, found, givenIn, refusal, text } from '#lib/api/answers.ts';
import { faultsByPlace, rulesIn } from '#lib/house-rules/form.ts';
import { houseRuleLimits } from '@hearth/shared/house-rules/limits';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const { source, current } = found(await locals.api.query('house-rules.get', {}));
  if (!source) error(404, { message: 'This is not here, or not for you to see.' });
  return { source, current, mayAdd: source.length < houseRuleLimits.rules, commandId: locals.api.freshId() };
};

export const actions: Actions = {
  preview: async ({ request, locals }) => {
    const form = await formOf(request);
    const result = await locals.api.query('house-rules.preview', { rules: rulesIn(form) });
    if (!result.ok) return refusal(faultsByPlace(result.error, form), form);
    return { preview: result.value, given: givenIn(form), error: null };
  },
  publish: async ({ request, locals }) => {
    const form = await formOf(request);
    const input = {
      after: Number(text(form, 'after')),
      rules: rulesIn(form),
      changes: { en: text(form, 'changes-en'), es: text(form, 'changes-es') },
    };
    const result = await locals.api.command('house-rules.publish', text(form, 'commandId'), input);
    if (!result.ok) return refusal(faultsByPlace(result.error, form), form);
    redirect(303, '/rules');
  },
};
