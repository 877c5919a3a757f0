import { showsTried } from '#lib/threads/shows-tried.ts';
import type { PageLoad } from './$types';

/** Here, and not in the page: what writes has to be there when the page is rendered, and only for those who may. */
export const load: PageLoad = async ({ data, parent }) => {
  const { me } = await parent();
  const isQuestion = data.page.board.kind === 'question';
  const isTried = showsTried(data.page.thread, data.reactions.tried, me !== null);
  const isIdea = data.page.board.kind === 'ideas';
  const [writing, solving, idea, note, poll, tried] = await Promise.all([
    me ? import('#lib/threads/writing.ts') : null,
    isQuestion ? import('#lib/solving/solving.ts') : null,
    isIdea ? import('#lib/ideas/IdeaHead.svelte') : null,
    data.page.posts.some((post) => post.note) ? import('#lib/moderating/NoteLine.svelte') : null,
    data.page.posts.some((post) => post.poll) ? import('#lib/polls/PollPart.svelte') : null,
    isTried ? import('#lib/trials/Tried.svelte') : null,
  ]);
  return {
    ...data,
    writing: writing?.writing ?? null,
    solving: solving?.solving ?? null,
    lift: solving?.solving.AnswerLift ?? idea?.default ?? null,
    note: note?.default ?? null,
    poll: poll?.default ?? null,
    tried: tried?.default ?? null,
  };
};
