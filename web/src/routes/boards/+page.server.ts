import { found } from '#lib/api/answers.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const [boards, unread] = await Promise.all([
    locals.api.query('board.list', {}),
    locals.api.query('thread.unread', { most: 0 }),
  ]);
  return { boards: found(boards), unread: found(unread).boards };
};
