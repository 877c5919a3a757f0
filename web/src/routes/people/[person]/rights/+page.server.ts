import { redirect } from '@sveltejs/kit';
import { found } from '#lib/api/answers.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { me } = await parent();
  if (!me) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  const personId = params.person;
  const [rights, person] = await Promise.all([
    locals.api.query('board.rights-of', { personId }),
    locals.api.query('person.get', { personId }),
  ]);
  return { ...found(rights), person: found(person) };
};
