import { redirect } from '@sveltejs/kit';
import { found } from '#lib/api/answers.ts';
import { threadPath } from '#lib/threads/thread-path.ts';
import type { PageServerLoad } from './$types';

/** What the panel below a post shows, before scripts run. */
export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const no = Number(params.no);
  const { me } = await parent();
  const { board, thread, posts } = found(await locals.api.query('thread.get', { threadId: params.thread, around: no }));
  const post = posts.find((one) => one.no === no);
  const path = threadPath(thread, no);
  if (!me || !post || post.deleted) redirect(303, path);
  const where = { threadId: params.thread, from: no, to: no };
  const { counts, mine } = found(await locals.api.query('reaction.in', where));
  const { names } = found(await locals.api.query('reaction.names', { threadId: params.thread, no }));
  return {
    ...{ no, path, names, title: thread.title, language: thread.language },
    ...{ counts: counts[no] ?? {}, mine: mine[no] ?? null, mayTap: post.by?.personId !== me.id },
    isQuestion: no === 1 && board.kind === 'question',
    commandId: locals.api.freshId(),
  };
};
