import { NOWHERE } from '@hearth/shared/boards/entity';
import { moderatingLimits } from '@hearth/shared/moderating/limits';
import type { IdeaState } from '@hearth/shared/ideas/entity';
import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text, texts, wishOf } from '#lib/api/answers.ts';
import { threadPath } from '#lib/threads/thread-path.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const find = url.searchParams.get('find')?.trim() ?? '';
  const from = Number(url.searchParams.get('from') ?? 1);
  const input = { threadId: params.thread, from, ...(find && { find: find.slice(0, moderatingLimits.find) }) };
  const moderation = found(await locals.api.query('thread.moderation', input));
  return { ...moderation, find, commandId: locals.api.freshId() };
};

/** What is pressed twice is done once, and what the page can do besides has another id. */
function idFor(form: FormData, what: string): string {
  const pageId = text(form, 'commandId');
  return pageId.slice(0, -12) + what + pageId.slice(-11);
}

export const actions: Actions = {
  idea: async ({ request, locals, params }) => {
    const form = await formOf(request);
    // The schema reads which it is.
    const state = (text(form, 'state') || null) as IdeaState | null;
    const input = { threadId: params.thread, state, reason: text(form, 'why'), ...wishOf(form) };
    const result = await locals.api.command('idea.set-state', idFor(form, 'f'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, threadPath(result.value.thread, result.value.post.no));
  },
  lock: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { threadId: params.thread, reason: text(form, 'reason'), ...wishOf(form) };
    const result = await locals.api.command('thread.lock', idFor(form, 'a'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, threadPath(result.value.thread, result.value.post.no));
  },
  slow: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { threadId: params.thread, minutes: Number(text(form, 'minutes')) };
    const result = await locals.api.command('thread.slow', idFor(form, '3'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, threadPath(result.value.thread, result.value.post.no));
  },
  merge: async ({ request, locals, params }) => {
    const form = await formOf(request);
    // The schema reads which thread it is.
    const input = { threadId: params.thread, into: text(form, 'into') };
    const result = await locals.api.command('thread.merge', idFor(form, 'f'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/t/${params.thread}`);
  },
  split: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const chosen = { nos: texts(form, 'no').map(Number), to: text(form, 'to'), title: text(form, 'title') };
    const input = { threadId: params.thread, ...chosen, ...wishOf(form) };
    const result = await locals.api.command('thread.split', idFor(form, '0'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, threadPath(result.value.thread, result.value.post.no));
  },
  move: async ({ request, locals, params }) => {
    const form = await formOf(request);
    // The schema reads which board it is.
    const input = { threadId: params.thread, to: text(form, 'to') };
    const result = await locals.api.command('thread.move', idFor(form, 'c'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, threadPath(result.value.thread, result.value.post.no));
  },
  pin: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const day = text(form, 'until');
    // To the end of that day, wherever one lives.
    const until = day ? `${day}T23:59:59.000Z` : null;
    const result = await locals.api.command('thread.pin', idFor(form, day ? 'd' : 'e'), {
      threadId: params.thread,
      until,
    });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/b/${result.value.thread.boardId}`);
  },
  restore: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { threadId: params.thread, no: Number(text(form, 'no')) };
    const result = await locals.api.command('post.restore', locals.api.freshId(), input);
    if (!result.ok) return refusal(result.error, form);
    const { thread } = result.value;
    // Moderators have taken it off: then a post alone does not bring it back.
    redirect(303, thread.boardId === NOWHERE ? `/moderate/${thread.id}` : threadPath(thread, result.value.post.no));
  },
  feature: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const day = text(form, 'featured');
    const input = { threadId: params.thread, until: day ? `${day}T23:59:59.000Z` : null };
    const result = await locals.api.command('thread.feature', idFor(form, day ? '1' : '2'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/moderate/${params.thread}#feature`);
  },
  unlock: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const result = await locals.api.command('thread.unlock', idFor(form, 'b'), { threadId: params.thread });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, threadPath(result.value.thread, result.value.post.no));
  },
};
