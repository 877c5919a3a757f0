import { redirect } from '@sveltejs/kit';
import { profileIn } from '#lib/accounts/form.ts';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { remember } from '#lib/frame/preference.ts';
import { withPhotos } from '#lib/photos/with-photos.ts';
import { forgetDevice } from '@hearth/shared/transport';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { me } = found(await locals.api.query('account.me', {}));
  if (!me) redirect(303, '/sign-in?next=/you');
  const { sanctions } = found(await locals.api.query('sanction.own', {}));
  const sessions = found(await locals.api.query('account.sessions', {}));
  // What the form for a photo has brought before scripts run.
  const sent = url.searchParams.get('picture');
  const photo = sent ? found(await locals.api.query('file.get', { fileId: sent })) : null;
  return withPhotos(
    locals.api,
    { me, isDecided: sanctions.length > 0, sessions, photo, refused: url.searchParams.get('refused') },
    [me.id],
  );
};

export const actions: Actions = {
  profile: async (event) => {
    const { request, locals } = event;
    const form = await formOf(request);
    const locale = text(form, 'locale') === 'es' ? 'es' : 'en';
    const input = { ...profileIn(form), bio: text(form, 'bio'), locale } as const;
    const result = await locals.api.command('account.edit-profile', crypto.randomUUID(), input);
    if (!result.ok) return refusal(result.error, form);
    // The page may be in another language than the account; whoever changes neither keeps both.
    if (locale === text(form, 'locale-before')) redirect(303, '/you?saved');
    remember(event, 'locale', locale);
    redirect(303, '/you?saved');
  },
  photo: async ({ request, locals }) => {
    const form = await formOf(request);
    const result = await locals.api.command('photo.set', crypto.randomUUID(), { fileId: text(form, 'fileId') });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, '/you?saved');
  },
  'no-photo': async ({ request, locals }) => {
    const result = await locals.api.command('photo.remove', crypto.randomUUID(), {});
    if (!result.ok) return refusal(result.error, await formOf(request));
    redirect(303, '/you?saved');
  },
  password: async ({ request, locals }) => {
    const form = await formOf(request);
    const current = text(form, 'current-password');
    const input = { next: text(form, 'next-password'), ...(current ? { current } : {}) };
    const result = await locals.api.command('account.set-password', crypto.randomUUID(), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, '/you?saved');
  },
  end: async ({ request, locals }) => {
    const form = await formOf(request);
    const input = { sessionId: text(form, 'sessionId') };
    const result = await locals.api.command('account.end-session', crypto.randomUUID(), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, '/you#devices');
  },
  out: async ({ locals, setHeaders }) => {
    found(await locals.api.command('account.sign-out', crypto.randomUUID(), {}));
    setHeaders(forgetDevice);
    redirect(303, '/?left');
  },
  erase: async ({ request, locals, setHeaders }) => {
    const form = await formOf(request);
    const words = text(form, 'words') === 'remove' ? 'remove' : 'keep';
    const input = { email: text(form, 'email'), words } as const;
    const result = await locals.api.command('account.erase', crypto.randomUUID(), input);
    if (!result.ok) return refusal(result.error, form);
    setHeaders(forgetDevice);
    redirect(303, '/?left&erased');
  },
  everywhere: async ({ locals, setHeaders }) => {
    found(await locals.api.command('account.sign-out-everywhere', crypto.randomUUID(), {}));
    setHeaders(forgetDevice);
    redirect(303, '/?left');
  },
};
