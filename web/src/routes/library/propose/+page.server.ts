import { redirect } from '@sveltejs/kit';
import { found } from '#lib/api/answers.ts';
import { ownGroups } from '#lib/library/groups.server.ts';
import { saved } from '#lib/library/saving.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  return { commandId: locals.api.freshId(), groups: ownGroups(found(await locals.api.query('group.list', {}))) };
};

export const actions: Actions = {
  default: ({ request, locals }) => saved(locals.api, request, null),
};
