import { redirect } from '@sveltejs/kit';
import { remember } from '#lib/frame/preference.ts';
import { themeFrom } from '#lib/frame/theme.ts';
import { safePath } from '#lib/text/safe-path.ts';
import { formOf, text } from '#lib/api/answers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => redirect(303, '/');

/** The switches for language and theme. They work without scripts and return to the same page. */
export const actions: Actions = {
  default: async (event) => {
    const form = await formOf(event.request);
    const locale = text(form, 'locale');
    if (locale === 'en' || locale === 'es') remember(event, 'locale', locale);
    const theme = text(form, 'theme');
    if (theme) remember(event, 'theme', themeFrom(theme));
    redirect(303, safePath(text(form, 'back')));
  },
};
