import { formOf, text } from '#lib/api/answers.ts';
import type { Actions, PageServerLoad } from './$types';

/** Opening the link does nothing yet: mail scanners open links too. */
export const load: PageServerLoad = async ({ url }) => ({ token: url.searchParams.get('token') ?? '' });

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const form = await formOf(request);
    const input = { token: url.searchParams.get('token') ?? '', stop: text(form, 'resume') === '' };
    const result = await locals.api.command('bell.stop-mails', crypto.randomUUID(), input);
    return { end: result.ok ? (result.value.stopped ? 'stopped' : 'resumed') : 'unknown' } as const;
  },
};
