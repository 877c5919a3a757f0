import type { PageLoad } from './$types';

/** Here, and not in the page: what writes has to be there when the page is rendered, and only for those who may. */
export const load: PageLoad = async ({ data, parent }) => {
  const { me } = await parent();
  const isQuestion = data.page.board.kind === 'question';
  const [writing, solving] = await Promise.all([
    me ? import('#lib/threads/writing.ts') : null,
    isQuestion ? import('#lib/solving/solving.ts') : null,
  ]);
  return { ...data, writing: writing?.writing ?? null, solving: solving?.solving ?? null };
};
