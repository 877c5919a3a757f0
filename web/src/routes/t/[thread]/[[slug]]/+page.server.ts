import { redirect } from '@sveltejs/kit';
import { formOf, found, isHeld, refusal, text, texts, wishOf } from '#lib/api/answers.ts';
import { afterDeleting } from '#lib/boards/after-deleting.ts';
import { endDraft } from '#lib/drafts/end-draft.ts';
import { follow } from '#lib/follows/actions.ts';
import { vote } from '#lib/ideas/actions.ts';
import { withPhotos } from '#lib/photos/with-photos.ts';
import { withEntryCards } from '#lib/library/entry-cards.server.ts';
import { threadPath } from '#lib/threads/thread-path.ts';
import { toRemove } from '#lib/review/removing.ts';
import { trailOf } from '#lib/boards/trail.ts';
import { chipsOf, withTags } from '#lib/tags/with-tags.ts';
import { trueUntil } from '#lib/text/distance.ts';
import type { PollId } from '@hearth/shared/polls/entity';
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
  const [result, heard, { me }] = await Promise.all([
    locals.api.query('thread.get', { threadId: params.thread, ...where }),
    locals.api.query('follow.thread', { threadId: params.thread }),
    parent(),
  ]);
  const unfilled = found(result);
  const read = namedOnce({ ...unfilled, posts: await withEntryCards(locals.api, unfilled.posts) });
  const page = { ...read, trail: trailOf(read.board, locals.locale) };
  if (isElsewhere(page, post, from)) await leadThere(locals.api, page.thread.id, post);
  // From the list of drafts: it stands in the form also where no script runs.
  const isAsked = me !== null && url.searchParams.has('draft');
  const drafted = isAsked ? await locals.api.query('draft.get', { place: `reply:${page.thread.id}` }) : null;
  const reactions = found(await locals.api.query('reaction.in', postsOf(page)));
  const polls = await pollsIn(locals.api, page);
  const threadIds = [page.thread.id];
  const isVoted = me !== null && page.board.kind === 'ideas';
  const { voted } = isVoted ? found(await locals.api.query('idea.voted', { threadIds })) : { voted: [] };
  locals.api.cacheUntil(
    trueUntil(
      page.posts.map(({ at }) => at),
      Date.now(),
    ),
  );
  // Strangers share a page, and have nothing to give a number to.
  const commandId = me ? locals.api.freshId() : '';
  const loaded = {
    page,
    reactions,
    heard: found(heard),
    polls,
    voted,
    mayVote: isVoted && page.may.reply,
    wanted: post,
    commandId,
    draft: drafted && found(drafted).draft,
  };
  const named = await withTags(locals, loaded);
  return withPhotos(locals.api, { ...named, chips: me ? '' : chipsOf(page.thread.tags, named.tagNames) });
};

/** Whether what was asked for went to another thread; whoever asks for a page of it by number sees what is left. */
function isElsewhere({ thread, posts }: ThreadPage, post: number | null, from: number | null): boolean {
  if (thread.merged) return from === null;
  return posts.some(({ no, note }) => no === post && note?.kind === 'went');
}

/** Not for good: it may go on once more. For whoever may not read it there it is nowhere. */
async function leadThere(
  api: App.Locals['api'],
  threadId: ThreadPage['thread']['id'],
  no: number | null,
): Promise<void> {
  const there = await api.query('thread.whereabouts', { threadId, ...(no && { no }) });
  if (there.ok) redirect(307, threadPath(there.value.thread, there.value.no ?? undefined));
}

/** The posts on the page; at the end of the thread also those that join them before it is live. */
function postsOf({ thread, posts }: ThreadPage) {
  const [from, last] = [posts[0]?.no ?? 1, posts.at(-1)?.no ?? 1];
  return { threadId: thread.id, from, to: last < thread.lastNo ? last : from + reactionLimits.posts };
}

/** By the number of their post. */
async function pollsIn(api: App.Locals['api'], { posts }: ThreadPage) {
  const read = posts.map(async ({ no, poll }) =>
    poll ? [[no, await api.query('poll.get', { pollId: poll })] as const] : [],
  );
  const polls = (await Promise.all(read)).flat();
  // One whose post was deleted meanwhile is not there any more.
  return Object.fromEntries(polls.flatMap(([no, result]) => (result.ok ? [[no, result.value]] : [])));
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

/** The choice is there for whoever started the thread without their name. */
function unnamedIn(form: FormData): { unnamed?: true } {
  return text(form, 'unnamed') === 'true' ? { unnamed: true } : {};
}

/** What the buttons do before scripts run. */
export const actions: Actions = {
  follow,
  idea: vote,
  reply: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { threadId: params.thread, text: text(form, 'text'), ...unnamedIn(form), ...wishOf(form) };
    const result = await locals.api.command('post.reply', text(form, 'commandId'), input);
    if (isHeld(result)) {
      await endDraft(locals.api, `reply:${params.thread}`, form);
      redirect(303, '/you/waiting');
    }
    if (!result.ok) return refusal(result.error, form);
    await endDraft(locals.api, `reply:${params.thread}`, form);
    redirect(303, threadPath(result.value.thread, result.value.post.no));
  },
  delete: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { threadId: params.thread, no: Number(text(form, 'no')) };
    const id = idFor(text(form, 'commandId'), input.no);
    const result = await locals.api.command('post.delete', id, input);
    if (!result.ok) return refusal(result.error, form);
    const { stoodOn } = result.value;
    if (stoodOn) redirect(303, afterDeleting(stoodOn, params.thread, input.no));
    redirect(303, threadPath(result.value.thread, result.value.post.no));
  },
  remove: async ({ request, locals, params }) => toRemove(locals, await formOf(request), params.thread),
  from: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const no = Number(text(form, 'no'));
    const id = idFor(text(form, 'commandId'), no);
    const result = await locals.api.command('unread.from', id, { threadId: params.thread, no });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, '/unread');
  },
  bookmark: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { threadId: params.thread, no: Number(text(form, 'no')) };
    const result = await locals.api.command('bookmark.set', idFor(text(form, 'commandId'), input.no, 'c'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/bookmarks/${input.threadId}/${input.no}`);
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
  vote: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const no = Number(text(form, 'no'));
    const choices = text(form, 'none') ? [] : texts(form, 'choice').map(Number);
    // The schema reads which it is.
    const input = { pollId: text(form, 'pollId') as PollId, edition: Number(text(form, 'edition')), choices };
    const result = await locals.api.command('poll.vote', idFor(text(form, 'commandId'), no, 'd'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/t/${params.thread}?post=${no}#post-${no}`);
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
