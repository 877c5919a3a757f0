import { redirect } from '@sveltejs/kit';
import { pageAfter } from '#lib/accounts/page-after.ts';
import { refused } from '#lib/accounts/refused.ts';
import { forgetSignUp, signUpOf } from '#lib/accounts/sign-up-cookie.ts';
import { formOf, text } from '#lib/api/answers.ts';
import { safePath } from '#lib/text/safe-path.ts';
import { readAddress } from '@hearth/shared/kernel/pasted';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, parent, locals }) => {
  const email = url.searchParams.get('email') ?? '';
  const { me, unproven, inbox } = await parent();
  const next = safePath(url.searchParams.get('next'));
  // Whoever goes back after coming in is where they were going. An address of before is still to be proved.
  if (me && !unproven) redirect(303, next);
  return {
    email,
    next,
    /** Why there is a code: it was requested, was sent instead of checking a password, or completes a sign-up. */
    why: url.searchParams.has('instead') ? 'instead' : url.searchParams.has('joining') ? 'joining' : 'asked',
    isAgain: url.searchParams.has('again'),
    /** Where mail does not leave this machine, the link from it. */
    token: inbox ? await tokenFor(email, locals) : null,
  } as const;
};

/** The link in the latest mail to an address. */
async function tokenFor(email: string, { api }: App.Locals): Promise<string | null> {
  const read = readAddress(email);
  const mails = await api.query('demo.inbox', {});
  const mail = mails.ok ? mails.value.find(({ to }) => 'address' in read && to === read.address) : undefined;
  return /[?&]token=([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? null;
}

export const actions: Actions = {
  default: async (event) => {
    const form = await formOf(event.request);
    const code = text(form, 'code');
    // Whoever copies the link out of the mail has what it is good for.
    const token = text(form, 'token') || (code.includes('token=') ? code : '');
    const digits = { email: text(form, 'email'), code };
    const input = { ...(token ? { token } : digits), ...signUpOf(event) };
    const result = await event.locals.api.command('account.redeem-code', crypto.randomUUID(), input);
    if (!result.ok) return refused(event, result.error, form);
    forgetSignUp(event);
    redirect(303, pageAfter(result.value, safePath(text(form, 'next'))));
  },
};
