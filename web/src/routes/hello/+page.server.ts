import { redirect } from '@sveltejs/kit';
import { found } from '#lib/api/answers.ts';
import { HELLO } from '#lib/accounts/page-after.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?${new URLSearchParams({ next: HELLO })}`);
  const [boards, rooms] = await Promise.all([locals.api.query('board.list', {}), locals.api.query('room.list', {})]);
  const open = found(rooms).filter(({ status }) => status !== 'ended');
  return {
    name: me.name,
    /** Boards are in the order in which one should meet them; of some one may read nothing. */
    board: found(boards).find(({ reads }) => reads) ?? null,
    room: open.find(({ status }) => status === 'live') ?? open.at(0) ?? null,
  };
};
