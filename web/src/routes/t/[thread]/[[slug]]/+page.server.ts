import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text, wishOf } from '#lib/api/answers.ts';
import { withPhotos } from '#lib/photos/with-photos.ts';
import { threadPath } from '#lib/threads/thread-path.ts';
import { trueUntil } from '#lib/text/distance.ts';
import type { ReactionKind } from '@hearth/shared/reactions/entity';
import { reactionLimits } from '@hearth/shared/reactions/limits';
import type { Byline } from '@hearth/shared/accounts/entity';
import type { OutputOf } from '@hearth/shared/kernel/command';
import type { getThread } from '@hearth/shared/threads/queries';
import type { Actions, PageServerLoad } from './$types';

type ThreadPage = OutputOf<typeof getThread>;

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  const post = numberIn(url, 'post');
  const from = numberIn(url, 'from');
  const around = post ?? numberIn(url, 'around');
  const where = { ...(around ? { around } : {}), ...(from ? { from } : {}) };
  const [result, { me }] = await Promise.all([
    locals.api.query('thread.get', { threadId: params.thread, ...where }),
    parent(),
  ]);
  const page = namedOnce(found(result));
  const reactions = found(await locals.api.query('reaction.in', postsOf(page)));
  locals.api.cacheUntil(
    trueUntil(
      page.posts.map(({ at }) => at),
      Date.now(),
    ),
  );
  // Strangers share a page, and have nothing to give a number to.
  return withPhotos(locals.api, { page, reactions, wanted: post, commandId: me ? locals.api.freshId() : '' });
};

/** The posts on the page; at the end of the thread also those that join them before it is live. */
function postsOf({ thread, posts }: ThreadPage) {
  const [from, last] = [posts[0]?.no ?? 1, posts.at(-1)?.no ?? 1];
  return { threadId: thread.id, from, to: last < thread.lastNo ? last : from + reactionLimits.posts };
}

/** Whoever wrote several posts is one object, which stands once in what the page hands to its scripts. */
function namedOnce(page: ThreadPage): ThreadPage {
  const bylines = new Map<string, Byline>();
  const once = <Signed extends { by: Byline | null }>(signed: Signed): Signed => {
    if (!signed.by) return signed;
    const key = JSON.stringify(signed.by);
    const by = bylines.get(key) ?? signed.by;
    bylines.set(key, by);
    return { ...signed, by };
  };
  return { ...page, thread: once(page.thread), posts: page.posts.map(once) };
}

function numberIn(url: URL, name: string): number | null {
  const value = Number(url.searchParams.get(name) ?? Number.NaN);
  return Number.isSafeInteger(value) && value > 0 ? value : null;
}

/** All buttons of a page post one form: what each does to a post is a command of its own, and the same one when pressed twice. */
function idFor(pageId: string, no: number, what = '0'): string {
  return pageId.slice(0, -12) + what + no.toString(16).padStart(11, '0');
}

/** What the buttons do before scripts run. */
export const actions: Actions = {
  reply: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { threadId: params.thread, text: text(form, 'text'), ...wishOf(form) };
    const result = await locals.api.command('post.reply', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, threadPath(result.value.thread, result.value.post.no));
  },
  delete: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { threadId: params.thread, no: Number(text(form, 'no')) };
    const id = idFor(text(form, 'commandId'), input.no);
    const result = await locals.api.command('post.delete', id, input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, threadPath(result.value.thread, result.value.post.no));
  },
  from: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const no = Number(text(form, 'no'));
    const id = idFor(text(form, 'commandId'), no);
    const result = await locals.api.command('unread.from', id, { threadId: params.thread, no });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, '/unread');
  },
  accept: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { threadId: params.thread, no: Number(text(form, 'no')) };
    const result = await locals.api.command('answer.accept', idFor(text(form, 'commandId'), input.no, 'a'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, threadPath(result.value.thread, result.value.post.no));
  },
  takeBack: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { threadId: params.thread, no: Number(text(form, 'no')) };
    const result = await locals.api.command('answer.take-back', idFor(text(form, 'commandId'), input.no, 'b'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, threadPath(result.value.thread, result.value.post.no));
  },
  read: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { threadId: params.thread, no: Number(text(form, 'no')) };
    const result = await locals.api.command('thread.mark-read', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/t/${params.thread}`);
  },
  react: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const [no = '', kind = ''] = text(form, 'react').split(' ');
    // The schema reads which it is.
    const input = { threadId: params.thread, no: Number(no), kind: (kind || null) as ReactionKind | null };
    const result = await locals.api.command('reaction.set', idFor(text(form, 'commandId'), input.no), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/t/${params.thread}?post=${input.no}#post-${input.no}`);
  },
};
