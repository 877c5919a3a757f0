import { redirect } from '@sveltejs/kit';
import { found } from '#lib/api/answers.ts';
import { ownGroups } from '#lib/library/groups.server.ts';
import { offeredTopics } from '#lib/library/narrowing.server.ts';
import { saved } from '#lib/library/saving.server.ts';
import { formFrom, postIn } from '#lib/library/taken.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`);
  const from = url.searchParams.get('from');
  const [groups, topics, asked] = await Promise.all([
    locals.api.query('group.list', {}),
    offeredTopics(locals),
    from ? postIn(locals.api, from) : null,
  ]);
  const post = asked && found(asked);
  // What is not one's own is asked for.
  if (post && post.may !== 'give') redirect(303, `/library/ask-author?from=${from}`);
  return {
    commandId: locals.api.freshId(),
    groups: ownGroups(found(groups)),
    topics,
    taken: post && from ? { post, from, ...formFrom(post, from, locals.locale) } : null,
  };
};

export const actions: Actions = {
  default: ({ request, locals }) => saved(locals.api, request, null),
};
