import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { readFigures } from '@hearth/shared/kernel/pasted';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  waiting: found(await locals.api.query('person.waiting', {})),
});

export const actions: Actions = {
  decide: async ({ request, locals }) => {
    const form = await formOf(request);
    const input = { personId: text(form, 'personId'), welcome: text(form, 'welcome') === 'yes' };
    const result = await locals.api.command('person.decide', crypto.randomUUID(), input);
    return result.ok ? {} : refusal(result.error, form);
  },
  invite: async ({ request, locals }) => {
    const form = await formOf(request);
    const email = text(form, 'email');
    const input = { uses: Number(readFigures(text(form, 'uses'))), locale: locals.locale, ...(email ? { email } : {}) };
    const result = await locals.api.command('invitation.create', crypto.randomUUID(), input);
    return result.ok ? { invitation: result.value, mailedTo: email } : refusal(result.error, form);
  },
};
