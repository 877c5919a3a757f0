import type { Standing } from '@hearth/shared/follows/levels';
import { redirect } from '@sveltejs/kit';
import { found } from '#lib/api/answers.ts';
import { follow } from '#lib/follows/actions.ts';
import { withPhotos } from '#lib/photos/with-photos.ts';
import { withTags } from '#lib/tags/with-tags.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const [at, id] = [url.searchParams.get('before'), url.searchParams.get('thread')];
  const before = at && id ? { before: { at, id } } : {};
  const page = found(await locals.api.query('tag.get', { tagId: params.tag, ...before }));
  // It was merged into another one.
  if (page.tag.id !== params.tag) redirect(301, `/tags/${page.tag.id}`);
  const levels = found(await locals.api.query('follow.tags', {}));
  const level = levels[page.tag.id] ?? 'normal';
  const heard: Standing = { level, reason: level === 'normal' ? null : 'chosen' };
  return withPhotos(locals.api, await withTags(locals, { page, heard, isFirst: !at }));
};

export const actions: Actions = { follow };
