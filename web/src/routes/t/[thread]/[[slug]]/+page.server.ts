import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { threadPath } from '#lib/text/slug.ts';
import { trueUntil } from '#lib/text/distance.ts';
import type { ThreadId } from '@hearth/shared/threads/entity';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  const post = numberIn(url, 'post');
  const from = numberIn(url, 'from');
  const around = post ?? numberIn(url, 'around');
  const where = { ...(around ? { around } : {}), ...(from ? { from } : {}) };
  const [result, { me }] = await Promise.all([
    locals.house.query('thread.get', { threadId: params.thread as ThreadId, ...where }),
    parent(),
  ]);
  const page = found(result);
  locals.house.mayKeep(
    trueUntil(
      page.posts.map(({ at }) => at),
      Date.now(),
    ),
  );
  // Strangers share a page, and have nothing to give a number to.
  return { page, wanted: post, commandId: me ? crypto.randomUUID() : '' };
};

function numberIn(url: URL, name: string): number | null {
  const value = Number(url.searchParams.get(name) ?? Number.NaN);
  return Number.isSafeInteger(value) && value > 0 ? value : null;
}

/** What the buttons do before scripts run. */
export const actions: Actions = {
  reply: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { threadId: params.thread as ThreadId, text: text(form, 'text') };
    const result = await locals.house.command('post.reply', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, threadPath(result.value.thread, result.value.post.no));
  },
  delete: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { threadId: params.thread as ThreadId, no: Number(text(form, 'no')) };
    const result = await locals.house.command('post.delete', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, threadPath(result.value.thread, result.value.post.no));
  },
};
