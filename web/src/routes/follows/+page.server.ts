import { found } from '#lib/api/answers.ts';
import { follow } from '#lib/follows/actions.ts';
import { withPhotos } from '#lib/photos/with-photos.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, parent }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const [at, id] = [url.searchParams.get('before'), url.searchParams.get('thread')];
  const [list, library] = await Promise.all([
    locals.api.query('follow.list', at && id ? { before: { at, id } } : {}),
    locals.api.query('follow.library-list', {}),
  ]);
  return withPhotos(locals.api, { list: found(list), library: found(library), isFirst: !at });
};

export const actions: Actions = { follow };
