import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const [own, trust, removals] = await Promise.all([
    locals.api.query('sanction.own', {}),
    locals.api.query('trust.get', {}),
    locals.api.query('removal.own', {}),
  ]);
  const { sanctions } = found(own);
  const { removed } = found(removals);
  const all = [...sanctions.map(({ id }) => id), ...removed.map(({ itemId }) => itemId)];
  const ids = Object.fromEntries(all.map((id) => [id, locals.api.freshId()]));
  const anewIds = Object.fromEntries(removed.map(({ itemId }) => [itemId, locals.api.freshId()]));
  return { sanctions, removed, anewIds, trust: found(trust), ids };
};

export const actions: Actions = {
  read: async ({ request, locals }) => {
    const form = await formOf(request);
    const result = await locals.api.command('sanction.read', crypto.randomUUID(), {});
    if (!result.ok) return refusal(result.error, form);
    redirect(303, '/you/standing');
  },
  appeal: async ({ request, locals }) => {
    const form = await formOf(request);
    const input = { sanctionId: text(form, 'sanctionId'), words: text(form, 'words') };
    const result = await locals.api.command('sanction.appeal', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, '/you/standing');
  },
  anew: async ({ request, locals }) => {
    const form = await formOf(request);
    const { removed } = found(await locals.api.query('removal.own', {}));
    const its = removed.find(({ itemId }) => itemId === text(form, 'itemId'));
    if (!its?.anew) redirect(303, '/you/standing');
    const { thread, no, anew } = its;
    const [id, words] = [text(form, 'commandId'), text(form, 'text')];
    const written = { text: words, revises: { threadId: thread.id, no } };
    const { title, language } = thread;
    const result =
      no === 1
        ? await locals.api.command('thread.start', id, { ...written, ...anew, title, language: language ?? 'en' })
        : await locals.api.command('post.reply', id, { ...written, threadId: thread.id });
    // What moderators themselves write never waits.
    if (result.ok) redirect(303, `/t/${result.value.thread.id}`);
    if (result.error.reason !== 'held') return refusal(result.error, form);
    redirect(303, '/you/waiting');
  },
  appealRemoval: async ({ request, locals }) => {
    const form = await formOf(request);
    const input = { itemId: text(form, 'itemId'), words: text(form, 'words') };
    const result = await locals.api.command('removal.appeal', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, '/you/standing');
  },
};
