import { formOf, found, refusal, text } from '#lib/api/answers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { me } = await parent();
  const [boards, forAll, own] = await Promise.all([
    locals.api.query('board.list', {}),
    locals.api.query('feed.site-map', {}),
    me ? locals.api.query('feed.key', {}) : null,
  ]);
  const key = own && found(own).key;
  const open = new Set(found(forAll).map(({ boardId }) => boardId));
  const shown = found(boards).filter(({ id }) => key || open.has(id));
  const places = [
    { name: null, path: '/feed.xml' },
    ...shown.map((board) => ({ name: board.name, path: `/b/${board.id}/feed.xml` })),
  ];
  return { places, key, commandId: me ? locals.api.freshId() : '' };
};

export const actions: Actions = {
  make: async ({ request, locals }) => {
    const form = await formOf(request);
    const result = await locals.api.command('feed.make-key', text(form, 'commandId'), {});
    return result.ok ? { done: true } : refusal(result.error, form);
  },
  end: async ({ request, locals }) => {
    const form = await formOf(request);
    const result = await locals.api.command('feed.end-key', text(form, 'commandId'), {});
    return result.ok ? { done: true } : refusal(result.error, form);
  },
};
