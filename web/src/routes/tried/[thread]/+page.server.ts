import { error, redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import { threadPath } from '#lib/threads/thread-path.ts';
import { idFor, kindIn, reportIn } from '#lib/trials/report-form.server.ts';
import { triedPath } from '#lib/trials/words.ts';
import type { Actions, PageServerLoad } from './$types';

/** Who has tried an answer and what came of it, and the form to say so oneself. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const no = postIn(url);
  const { board, thread, posts } = found(await locals.api.query('thread.get', { threadId: params.thread, around: no }));
  const post = posts.find((one) => one.no === no);
  if (!post || post.deleted || post.note) redirect(303, threadPath(thread));
  const asked = { threadId: thread.id, no, ...kindIn(url) };
  // The numbers first: what is listed is at least as new.
  const counted = found(await locals.api.query('reaction.in', { threadId: thread.id, from: no, to: no }));
  const listed = found(await locals.api.query('trial.list', asked));
  return { no, thread, post, boardName: board.name, asked, counted, listed, commandId: locals.api.freshId() };
};

function postIn(url: URL): number {
  const no = Number(url.searchParams.get('post'));
  return Number.isSafeInteger(no) && no > 0 ? no : error(404);
}

export const actions: Actions = {
  report: async ({ request, locals, params, url }) => {
    const [form, no] = [await formOf(request), postIn(url)];
    const input = { threadId: params.thread, no, ...reportIn(form) };
    const result = await locals.api.command('trial.report', idFor(form, 'a'), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, triedPath(params.thread, no));
  },
  withdraw: async ({ request, locals, params, url }) => {
    const [form, no] = [await formOf(request), postIn(url)];
    const result = await locals.api.command('trial.withdraw', idFor(form, 'b'), { threadId: params.thread, no });
    if (!result.ok) return refusal(result.error, form);
    redirect(303, triedPath(params.thread, no));
  },
  remove: async ({ request, locals, params, url }) => {
    const [form, no] = [await formOf(request), postIn(url)];
    const input = { threadId: params.thread, no, id: text(form, 'id') };
    const result = await locals.api.command('trial.remove', crypto.randomUUID(), input);
    if (!result.ok) return refusal(result.error, form);
    redirect(303, triedPath(params.thread, no));
  },
};
