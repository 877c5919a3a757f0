import { redirect } from '@sveltejs/kit';
import { found } from '#lib/api/answers.ts';
import { ownGroups } from '#lib/library/groups.server.ts';
import { offeredTopics } from '#lib/library/narrowing.server.ts';
import { saved } from '#lib/library/saving.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const [groups, topics] = await Promise.all([locals.api.query('group.list', {}), offeredTopics(locals)]);
  return { commandId: locals.api.freshId(), groups: ownGroups(found(groups)), topics };
};

export const actions: Actions = {
  default: ({ request, locals }) => saved(locals.api, request, null),
};
