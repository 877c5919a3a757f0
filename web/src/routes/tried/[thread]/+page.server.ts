import { trialLevels, trialPlaces, trialResults } from '@hearth/shared/trials/entity';
import { error, redirect } from '@sveltejs/kit';
import { formOf, found, refusal, text, wishOf } from '#lib/api/answers.ts';
import { threadPath } from '#lib/threads/thread-path.ts';
import { triedPath } from '#lib/trials/words.ts';
import type { Actions, PageServerLoad } from './$types';

/** Who has tried an answer and what came of it, and the form to say so oneself. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const no = postIn(url);
  const { board, thread, posts } = found(await locals.api.query('thread.get', { threadId: params.thread, around: no }));
  const post = posts.find((one) => one.no === no);
  if (!post || post.deleted || post.note) redirect(303, threadPath(thread));
  const [level, place] = [oneOf(trialLevels, url, 'level'), oneOf(trialPlaces, url, 'place')];
  const asked = { threadId: thread.id, no, ...(level && { level }), ...(place && { place }) };
  // The numbers first: what is listed is at least as new.
  const counted = found(await locals.api.query('reaction.in', { threadId: thread.id, from: no, to: no }));
  const listed = found(await locals.api.query('trial.list', asked));
  return { no, thread, post, boardName: board.name, asked, counted, listed, commandId: locals.api.freshId() };
};

function postIn(url: URL): number {
  const no = Number(url.searchParams.get('post'));
  return Number.isSafeInteger(no) && no > 0 ? no : error(404);
}

function oneOf<Value extends string>(all: readonly Value[], url: URL, name: string): Value | undefined {
  return all.find((one) => one === url.searchParams.get(name));
}

/** What is chosen of a list. */
function chosen<Value extends string>(all: readonly Value[], form: FormData, name: string): Value {
  const value = text(form, name);
  // What is none of them is refused by the schema.
  return all.find((one) => one === value) ?? (value as Value);
}

/** What is pressed twice is done once, and what the page can do besides has another id. */
function idFor(form: FormData, what: string): string {
  const pageId = text(form, 'commandId');
  return pageId.slice(0, -12) + what + pageId.slice(-11);
}

export const actions: Actions = {
  report: async ({ request, locals, params, url }) => {
    const [form, no] = [await formOf(request), postIn(url)];
    const input = {
      ...{ threadId: params.thread, no },
      level: chosen(trialLevels, form, 'level'),
      place: chosen(trialPlaces, form, 'place'),
      result: chosen(trialResults, form, 'result'),
      ...{ changed: text(form, 'changed'), sentence: text(form, 'sentence'), ...wishOf(form) },
    };
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
