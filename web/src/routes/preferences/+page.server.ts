import { redirect } from '@sveltejs/kit';
import { themeFrom } from '#lib/frame/theme.ts';
import { safePath } from '#lib/text/safe-path.ts';
import { text } from '#lib/api/answers.ts';
import type { Actions, PageServerLoad } from './$types';

const YEAR = 365 * 24 * 3600;

export const load: PageServerLoad = () => redirect(303, '/');

/** The switches for language and theme. They work without scripts, and come back to where one was. */
export const actions: Actions = {
  default: async ({ request, cookies, url }) => {
    const form = await request.formData();
    const options = {
      path: '/',
      httpOnly: false,
      sameSite: 'lax',
      secure: url.protocol === 'https:',
      maxAge: YEAR,
    } as const;
    const locale = text(form, 'locale');
    if (locale === 'en' || locale === 'es') cookies.set('locale', locale, options);
    const theme = text(form, 'theme');
    if (theme) cookies.set('theme', themeFrom(theme), options);
    redirect(303, safePath(text(form, 'back')));
  },
};
