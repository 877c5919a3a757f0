import { redirect } from '@sveltejs/kit';
import { profileIn } from '#lib/accounts/form.ts';
import { HELLO, pageAfter } from '#lib/accounts/page-after.ts';
import { rememberSignUp } from '#lib/accounts/sign-up-cookie.ts';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { safePath } from '#lib/text/safe-path.ts';
import { tidyAddress } from '@hearth/shared/kernel/pasted';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, locals, parent }) => {
  const { me, demo } = await parent();
  const next = safePath(url.searchParams.get('next') ?? HELLO);
  // As on the page for signing in.
  if (me && !demo) redirect(303, next);
  return {
    commandId: crypto.randomUUID(),
    ...found(await locals.api.query('account.join-form', {})),
    invitation: url.searchParams.get('invitation') ?? '',
    next,
    signIn: next === HELLO ? '/sign-in' : `/sign-in?${new URLSearchParams({ next })}`,
    isWaiting: url.searchParams.has('waiting'),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { request, locals } = event;
    const form = await formOf(request);
    const password = text(form, 'password');
    const [invitation, website, kept] = [text(form, 'invitation'), text(form, 'website'), text(form, 'kept')];
    const result = await locals.api.command('account.sign-up', text(form, 'commandId'), {
      ...profileIn(form),
      email: text(form, 'email'),
      ...(password ? { password } : {}),
      ...(invitation ? { invitation } : {}),
      ...(website ? { website } : {}),
      ...(kept ? { kept } : {}),
      stamp: text(form, 'stamp'),
      locale: locals.locale,
    });
    if (!result.ok) return refusal(result.error, form);
    const next = safePath(text(form, 'next'));
    const { outcome, signUp } = result.value;
    if (outcome !== 'code-sent') redirect(303, pageAfter({ outcome }, next));
    rememberSignUp(event, signUp);
    const to = new URLSearchParams({ email: tidyAddress(text(form, 'email')), next });
    redirect(303, `/sign-in/code?${to}&joining`);
  },
};
