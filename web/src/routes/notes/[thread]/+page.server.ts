import type { CommandName } from '@hearth/shared/contract';
import { redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text, texts } from '#lib/api/answers.ts';
import type { Loaded } from '#lib/live/views.ts';
import { triedPath, triedWords } from '#lib/trials/words.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The practice note of a thread; before there is one, what it may be made of. */
export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { me } = await parent();
  const practice = found(await locals.api.query('practice.get', { threadId: params.thread }));
  const { note, thread } = practice;
  const around = thread.answer ? { around: thread.answer.no } : {};
  const page = note ? null : found(await locals.api.query('thread.get', { threadId: thread.id, ...around }));
  const posts = (page?.posts ?? []).filter(
    (post) => !post.deleted && !post.note && post.no > 1 && post.no !== thread.answer?.no,
  );
  const mayGive = Boolean(me && (practice.mayChange || me.role !== 'member'));
  return { practice, posts, mayGive, tried: triedIn(practice), commandId: locals.api.freshId() };
};

/** In words, so that the words for it are not loaded with what every page needs. */
function triedIn({ thread, tried }: Loaded<'practice.get'>) {
  if (!thread.answer || !tried || tried.worked + tried.partly + tried.no === 0) return null;
  return { words: triedWords(tried), path: triedPath(thread.id, thread.answer.no) };
}

type Simple = Extract<CommandName, 'practice.publish' | 'practice.withdraw' | 'practice.discard'>;

/** Each is another command, and the same one when it is pressed twice. */
async function turn({ request, locals, params }: RequestEvent, name: Simple, what: string) {
  const form = await formOf(request);
  const pageId = text(form, 'commandId');
  const id = pageId.slice(0, -12) + what + pageId.slice(-11);
  const result = await locals.api.command(name, id, { threadId: params.thread });
  if (!result.ok) return refusal(result.error, form);
  redirect(303, name === 'practice.discard' ? `/t/${params.thread}` : `/notes/${params.thread}`);
}

export const actions: Actions = {
  start: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const input = { threadId: params.thread, picked: texts(form, 'picked').map(Number) };
    const result = await locals.api.command('practice.start', text(form, 'commandId'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/notes/${params.thread}/edit`);
  },
  give: async ({ request, locals, params }) => {
    const form = await formOf(request);
    const result = await locals.api.command('library.give-note', text(form, 'commandId'), { threadId: params.thread });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, `/library/${result.value.id}`);
  },
  publish: (event) => turn(event, 'practice.publish', 'a'),
  withdraw: (event) => turn(event, 'practice.withdraw', 'b'),
  discard: (event) => turn(event, 'practice.discard', 'c'),
};
