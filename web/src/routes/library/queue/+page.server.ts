import { redirect } from '@sveltejs/kit';
import { found } from '#lib/api/answers.ts';
import { afterIn } from '#lib/library/after.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const [queue, renewed, due, complaints, lists, links] = await Promise.all([
    locals.api.query('library.queue', afterIn(url)),
    locals.api.query('library.renewed', {}),
    locals.api.query('library.due', {}),
    locals.api.query('complaint.list', {}),
    locals.api.query('saved.reported', {}),
    locals.api.query('link.broken', {}),
  ]);
  return {
    page: found(queue),
    renewed: found(renewed).entries,
    due: found(due).entries,
    reported: found(complaints).waiting + found(lists).lists.length,
    broken: found(links).total,
  };
};
